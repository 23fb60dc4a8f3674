// Pages follow the room. A stream says when the page is another one, and sends what is the same for everybody; where
// streams do not pass, a slow look does the same. Nothing that somebody is typing is ever taken away.
const SLOW = 4000;
const SILENT = 40000; // the server shows every 15 s that it is there

let source = null;
let polling = null;
let heard = 0;
const room = () => document.getElementById("room");
const sleeping = () => document.hidden;

// Each phone fetches its own page at its own moment, the more there are the longer apart.
let fetching = null;
function fetchPage() {
  clearTimeout(fetching);
  return htmx.ajax("GET", room().dataset.page, { target: "#main", swap: "outerMorph" });
}
function fetchSoon() {
  clearTimeout(fetching);
  fetching = setTimeout(fetchPage, Math.random() * (Number(room().dataset.spread) || 300));
}

function look(message) {
  const here = room();
  const [signal, ...page] = message.split("\n");
  const [key, count] = signal.split(" ");
  if (!here || !key) return;
  if (key === here.dataset.key) {
    if (Number(count) > Number(here.dataset.count)) document.getElementById("news")?.removeAttribute("hidden");
    return;
  }
  here.dataset.key = key;
  if (page.length && !here.dataset.page.includes("?")) showShared(page.join("\n"));
  else fetchSoon();
}
addEventListener("click", ({ target }) => {
  if (target.id === "news") fetchPage();
});

/* The page that is the same for all is shown at once. What is this phone's own stays as it is (data-own), and comes
   anew a little later with the phone's own page. */
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (part) => part.toString(16).padStart(2, "0")).join("");
async function showShared(html) {
  const main = document.getElementById("main");
  const shared = document.createElement("template");
  shared.innerHTML = html;
  const own = [...main.querySelectorAll("[data-own]")].filter((part) => keepIn(shared.content, part));
  for (const field of shared.content.querySelectorAll("[name=csrf_token]")) field.setAttribute("value", document.querySelector("[name=csrf-token]").content);
  for (const field of shared.content.querySelectorAll("[name=id][value='']")) field.setAttribute("value", newId());
  for (const part of own) part.setAttribute("hx-morph-skip", "");
  await htmx.swap({ text: shared.innerHTML, target: main, swap: "outerMorph", sourceElement: document.body });
  for (const part of own) part.removeAttribute("hx-morph-skip");
  if (document.querySelector("main [data-own]")) fetchSoon();
}
function keepIn(shared, part) {
  let place = shared.getElementById(part.id);
  if (!place && "stays" in part.dataset) shared.getElementById("room").after(place = part.cloneNode(true));
  if (!place) return false;
  for (const twin of part.querySelectorAll("[id]")) {
    const other = shared.getElementById(twin.id);
    if (other && !place.contains(other)) other.remove();
  }
  return true;
}

async function poll() {
  const here = room();
  if (!here || sleeping()) return;
  try {
    const answer = await fetch(here.dataset.poll, { headers: { Accept: "text/plain" } });
    if (answer.ok) look((await answer.text()).trim());
  } catch { /* no net just now: the next look comes */ }
}
function follow() {
  const here = room();
  if (!here || source) return;
  heard = Date.now();
  source = new EventSource(here.dataset.follow);
  source.onmessage = ({ data }) => { heard = Date.now(); look(data.trim()); };
  source.addEventListener("beat", () => { heard = Date.now(); });
  source.onopen = () => { clearInterval(polling); polling = null; net(false); };
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) source = null;
    polling ??= setInterval(() => { poll(); if (!source) follow(); }, SLOW);
  };
}
// After sleep or a change of net a stream may be dead without knowing it: what was silent for long is opened anew.
function wake() {
  if (!room() || sleeping()) return;
  if (source && Date.now() - heard > SILENT) {
    source.close();
    source = null;
  }
  poll();
  follow();
}
document.addEventListener("visibilitychange", wake);
addEventListener("online", () => { heard = 0; wake(); });
addEventListener("pageshow", ({ persisted }) => { if (persisted) { heard = 0; wake(); } });
setInterval(() => { if (Date.now() - heard > SILENT) wake(); }, 10000);
document.addEventListener("DOMContentLoaded", follow);

/* A part of a page that needs a script of its own names it. */
function own() {
  const part = document.querySelector("[data-script]");
  if (part) import(part.dataset.script);
}
addEventListener("htmx:after:swap", own);
document.addEventListener("DOMContentLoaded", own);

/* Without a net nothing is sent. That is said, and goes away by itself when something comes through again. */
const net = (gone) => document.getElementById("no-net")?.toggleAttribute("hidden", !gone);
addEventListener("offline", () => net(true));
addEventListener("online", () => net(false));
addEventListener("htmx:error", ({ detail }) => {
  if (!detail.ctx || detail.ctx.response) return;
  net(true);
  if (detail.ctx.sourceElement !== document.body || !room()) return;
  room().dataset.key = ""; // the page did not come, so that whatever is heard next is news
  fetching = setTimeout(fetchPage, SLOW);
});
addEventListener("htmx:after:request", () => net(false));

/* An opened detail stays open when the page is fetched again. */
htmx.registerExtension("keep-open", {
  htmx_before_morph_attr: (element, { attrName }) => !(attrName === "open" && element.tagName === "DETAILS"),
});
