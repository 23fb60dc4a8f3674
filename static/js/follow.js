// Pages follow the room. Streams say when to look again; where streams do not pass, a slow look does the same.
// Nothing that somebody is typing is ever taken away.
const SLOW = 4000;

/* Drafts: what is typed stays on this device until it was sent, also over reload and back. */
const draftKey = (field) => `draft:${location.pathname}:${field.form?.getAttribute("action")}:${field.name}`;
const isDraft = (field) => field.matches?.("textarea[data-count]");
addEventListener("input", ({ target }) => {
  if (!isDraft(target)) return;
  sessionStorage.setItem(draftKey(target), target.value);
  count(target);
});
function restore(root) {
  for (const field of root.querySelectorAll("textarea[data-count]")) {
    const draft = sessionStorage.getItem(draftKey(field));
    if (draft && !field.value) field.value = draft;
    count(field);
  }
}
function count(field) {
  let out = field.parentElement.querySelector(".left");
  if (!out) {
    out = document.createElement("p");
    out.className = "left note";
    field.after(out);
  }
  out.textContent = `${[...field.value].length} / ${field.maxLength}`;
}
// Sent: the draft goes only when the server took it.
addEventListener("htmx:after:request", ({ detail }) => {
  const form = detail.ctx.sourceElement;
  if (!(form instanceof HTMLFormElement) || !detail.ctx.response?.raw?.ok) return;
  for (const field of form.querySelectorAll("textarea[data-count]")) {
    sessionStorage.removeItem(draftKey(field));
    field.value = "";
  }
});
// What was refused is brought before the reader's eyes, out of whatever was folded over it.
function showRefusal() {
  const refusal = document.querySelector("main .refusal");
  if (!refusal) return;
  refusal.closest("details")?.setAttribute("open", "");
  refusal.scrollIntoView({ block: "center" });
}
// What happened is told to who does not see it.
const tell = (words) => { document.getElementById("status").textContent = words; };
addEventListener("htmx:after:swap", ({ detail }) => {
  restore(document);
  showRefusal();
  const sent = detail.ctx?.sourceElement instanceof HTMLFormElement;
  if (!document.querySelector("main .refusal")) tell(sent ? document.getElementById("status").dataset.sent : document.querySelector("main h1")?.textContent ?? "");
});

/* Following: the page is fetched again when its key has changed, each phone at its own moment. */
let source = null;
let timer = null;
const room = () => document.getElementById("room");
const fetchPage = () => htmx.ajax("GET", room().dataset.page, { target: "#main", swap: "outerMorph" });
function look(signal) {
  const here = room();
  const [key, count] = signal.split(" ");
  if (!here || !key) return;
  if (key !== here.dataset.key) {
    here.dataset.key = key;
    setTimeout(fetchPage, Math.random() * 300);
  } else if (Number(count) > Number(here.dataset.count)) {
    document.getElementById("news")?.removeAttribute("hidden");
  }
}
addEventListener("click", ({ target }) => {
  if (target.id === "news") fetchPage();
});
async function poll() {
  const here = room();
  if (!here || document.hidden) return;
  try {
    const answer = await fetch(here.dataset.poll, { headers: { Accept: "text/plain" } });
    if (answer.ok) look((await answer.text()).trim());
  } catch { /* no net just now: the next look comes */ }
}
function follow() {
  const here = room();
  if (!here || source) return;
  source = new EventSource(here.dataset.follow);
  source.onmessage = ({ data }) => look(data.trim());
  source.onopen = () => { clearInterval(timer); timer = null; };
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) source = null;
    timer ??= setInterval(() => { poll(); if (!source) follow(); }, SLOW);
  };
}
document.addEventListener("visibilitychange", () => { if (!document.hidden) { poll(); follow(); } });

/* The big screen has its fragments sent; when the stream fails it looks for itself. */
let stageTimer = null;
addEventListener("htmx:sse:error", ({ target }) => {
  if (!target.dataset?.pollPage || stageTimer) return;
  stageTimer = setInterval(() => {
    htmx.ajax("GET", target.dataset.pollPage, { target: `#${target.id}`, swap: "innerMorph" });
  }, SLOW);
});
addEventListener("htmx:sse:after:connection", () => { clearInterval(stageTimer); stageTimer = null; });

/* The timer: the server says when it ends. What is left is told from the time of day, so that sleep does no harm. */
let told = null;
let ahead = 0;
function tick() {
  const now = document.querySelector("[data-now]")?.dataset.now;
  if (now !== told) {
    told = now;
    const apart = now - Date.now();
    ahead = Math.abs(apart) > 2000 ? apart : 0; // less than that is the way from the server, not the clock
  }
  for (const timer of document.querySelectorAll(".timer[data-ends]")) {
    const left = Math.max(0, Math.ceil((timer.dataset.ends - Date.now() - ahead) / 1000));
    timer.querySelector(".ticks").textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    timer.classList.toggle("over", left === 0);
    if (!left) timer.querySelector(".till").textContent = timer.dataset.over;
  }
}
addEventListener("htmx:after:swap", tick);
setInterval(tick, 250);

/* When the room has just moved, the remote waits a moment: a thumb that was on its way skips no step. */
let settled = null;
let quiet = 0;
function settle() {
  const bar = document.querySelector("[data-settle]");
  if (!bar || bar.dataset.settle === settled) return;
  if (settled !== null) {
    quiet = performance.now() + 600;
    const buttons = bar.querySelectorAll(".steps button");
    for (const button of buttons) button.setAttribute("aria-disabled", "true");
    setTimeout(() => { for (const button of buttons) button.removeAttribute("aria-disabled"); }, 600);
  }
  settled = bar.dataset.settle;
}
addEventListener("htmx:after:swap", settle);
addEventListener("click", (event) => {
  if (performance.now() >= quiet || !event.target.closest?.("[data-settle] .steps")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

/* The big screen is hidden and shown with the key H, without leaving the page. */
addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.id !== "cover") return;
  event.preventDefault();
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form, event.submitter), redirect: "manual" });
  if (!answer.ok && answer.type !== "opaqueredirect") location.reload();
});
addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "h" || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const hidden = document.querySelector("#stage .covered");
  document.querySelector(`#cover [value="${hidden ? 0 : 1}"]`)?.click();
});

/* A part of a page that needs a script of its own names it. */
function own() {
  const part = document.querySelector("[data-script]");
  if (part) import(part.dataset.script);
}
addEventListener("htmx:after:swap", own);

/* An opened detail stays open when the page is fetched again. */
htmx.registerExtension("keep-open", {
  htmx_before_morph_attr: (element, { attrName }) => !(attrName === "open" && element.tagName === "DETAILS"),
});

document.addEventListener("DOMContentLoaded", () => { restore(document); showRefusal(); follow(); tick(); settle(); own(); });
