// A team's canvas: each box saves itself while one writes, and takes in what the others write. What is typed here
// stays on this phone until the server took it; what somebody is typing is never overwritten.
const REST = 900;
const LONGEST = 2500;
const SLOW = 4000;
const boxes = new Map();
let source = null;
let slow = null;
let heard = null;
let resting = null;

const canvas = () => document.getElementById("canvas");
const forms = () => canvas()?.querySelectorAll("form[data-field]") ?? [];
const draft = (form) => `canvas:${location.pathname}:${form.dataset.field}`;
const area = (form) => form.elements.text;
const words = (form) => area(form).value.trim();

/* A box knows the version that its words rest on (`base`), those words (`text`), and what it heard last. */
function boxOf(form) {
  let box = boxes.get(form.dataset.field);
  if (!box) {
    box = { base: Number(form.elements.base.value), text: area(form).defaultValue.trim(), heard: 0 };
    boxes.set(form.dataset.field, box);
  }
  return box;
}
const touched = (form) => words(form) !== boxOf(form).text;

function tell(form, what, forAWhile = false) {
  const box = boxOf(form);
  clearTimeout(box.quiet);
  const out = form.querySelector("[data-told]");
  out.textContent = what ? canvas()?.dataset[what] ?? "" : "";
  out.classList.toggle("is-writing", what === "writing");
  if (forAWhile) box.quiet = setTimeout(() => tell(form, ""), SLOW);
}

function adopt(form, id, text) {
  const box = boxOf(form);
  const field = area(form);
  const before = field.value;
  Object.assign(box, { base: id, text });
  if (before.trim() === text) return;
  const at = field.selectionStart;
  field.value = text;
  if (document.activeElement !== field) return;
  const kept = text.startsWith(before.slice(0, at)) ? at : text.length - (before.length - at);
  field.setSelectionRange(Math.max(0, kept), Math.max(0, kept));
}

function soon(form) {
  const box = boxOf(form);
  clearTimeout(box.timer);
  box.since ??= Date.now();
  box.timer = setTimeout(save, Math.max(0, Math.min(REST, box.since + LONGEST - Date.now())), form);
}

async function save(form) {
  const box = boxOf(form);
  if (box.sending || !touched(form)) return;
  const sent = area(form).value;
  const body = new FormData(form);
  body.set("base", box.base);
  box.sending = true;
  box.since = null;
  clearTimeout(box.timer);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: true });
    if (!answer.ok) throw new Error(answer.status);
    take(form, sent, await answer.json());
  } catch {
    tell(form, "waits");
    box.timer = setTimeout(save, SLOW, form);
  }
  box.sending = false;
  if (form.isConnected && touched(form)) box.timer ??= setTimeout(save, REST, form);
}

function take(form, sent, saved) {
  const box = boxOf(form);
  Object.assign(box, { base: saved.base, text: sent.trim(), apart: saved.apart, timer: null });
  sessionStorage.removeItem(draft(form));
  if (!saved.apart && area(form).value === sent) adopt(form, saved.id, saved.text);
  if (box.latest && box.heard > saved.id && !touched(form) && !saved.apart) adopt(form, box.heard, box.latest);
  tell(form, saved.apart ? "apart" : "saved", !saved.apart);
  if (saved.look) look();
}

const look = () => htmx.ajax("GET", document.getElementById("room").dataset.page, { target: "#main", swap: "outerMorph" });

/* Who only reads, as a coach does, has the page fetched anew when the others rest. */
function reread(told) {
  if (heard && told !== heard) {
    clearTimeout(resting);
    resting = setTimeout(look, 1500);
  }
  heard = told;
}

function hear(state) {
  if ("reads" in canvas().dataset) return reread(JSON.stringify(state));
  for (const form of forms()) {
    const box = boxOf(form);
    const [id, text] = state.fields[form.dataset.field];
    if (id <= box.heard) continue;
    const first = !box.heard;
    Object.assign(box, { heard: id, latest: text });
    if (box.sending || box.apart || id === box.base) continue;
    if (!first && text !== words(form)) tell(form, "writing", true);
    if (!touched(form)) adopt(form, id, text);
  }
  if (state.look !== canvas()?.dataset.look) {
    canvas().dataset.look = state.look;
    look();
  }
}

async function ask() {
  if (!canvas() || document.hidden) return;
  try {
    const answer = await fetch(canvas().dataset.state);
    if (answer.ok) hear(await answer.json());
  } catch { /* no net just now: the next look comes */ }
}

function follow() {
  if (source && !canvas()) {
    source.close();
    source = null;
    clearInterval(slow);
    slow = null;
    boxes.clear();
  }
  if (source || !canvas()) return;
  source = new EventSource(canvas().dataset.live);
  source.onmessage = ({ data }) => canvas() && hear(JSON.parse(data));
  source.onopen = () => { clearInterval(slow); slow = null; };
  source.onerror = () => {
    if (source?.readyState === EventSource.CLOSED) source = null;
    slow ??= setInterval(() => { ask(); follow(); }, SLOW);
  };
}

/* What a phone had not sent, because its page was closed or the net was gone, goes on from where it was. */
function begin() {
  for (const form of forms()) {
    const box = boxOf(form);
    const kept = JSON.parse(sessionStorage.getItem(draft(form)) ?? "null");
    if (kept && !touched(form) && kept.text !== box.text) {
      area(form).value = kept.text;
      box.base = kept.base;
    } else if (!touched(form) && Number(form.elements.base.value) > box.base && !box.apart) {
      adopt(form, Number(form.elements.base.value), area(form).defaultValue.trim());
    }
    if (touched(form)) soon(form);
  }
  canvas()?.classList.add("alive");
  follow();
}
const flush = () => { for (const form of forms()) save(form); };

document.addEventListener("input", ({ target }) => {
  const form = target.form;
  if (!form?.matches("#canvas form[data-field]")) return;
  boxOf(form).apart = false;
  sessionStorage.setItem(draft(form), JSON.stringify({ base: boxOf(form).base, text: target.value }));
  tell(form, "");
  soon(form);
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("#canvas form[data-field]")) return;
  event.preventDefault();
  save(event.target);
});
document.addEventListener("htmx:before:swap", flush);
document.addEventListener("htmx:after:swap", begin);
document.addEventListener("visibilitychange", () => { if (document.hidden) flush(); else ask(); });
begin();
