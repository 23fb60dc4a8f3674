// What is typed stays on this device until the server took it: over reload and back, and when its step closes.
// A draft is known by its form's address and step; with the words goes the id that makes sending twice one thing.
const draftPrefix = () => `draft:${location.pathname}:`;
const stepOf = (form) => form.elements.step?.value ?? "";
const draftKey = (field) => `${draftPrefix()}${field.form.getAttribute("action")}:${stepOf(field.form)}:${field.name}`;
const dots = (form) => [...form.querySelectorAll("[type=radio]")];
const isDraft = (field) => field.matches?.("textarea[data-count]") && field.form;

function keep(field) {
  const form = field.form;
  const draft = { action: form.getAttribute("action"), step: stepOf(form), id: form.elements.id?.value, text: field.value };
  draft.chosen = dots(form).filter((dot) => dot.checked).map((dot) => [dot.name, dot.value]);
  sessionStorage.setItem(draftKey(field), JSON.stringify(draft));
}
addEventListener("input", ({ target }) => {
  if (target.type === "radio") target.form?.querySelectorAll("textarea[data-count]").forEach(keep);
  if (!isDraft(target)) return;
  keep(target);
  count(target);
});
function restore() {
  for (const field of document.querySelectorAll("textarea[data-count]")) {
    const draft = JSON.parse(sessionStorage.getItem(draftKey(field)) ?? "{}");
    if (draft.text && (!field.value || field.value === field.defaultValue)) field.value = draft.text;
    if (draft.text && draft.id) field.form.elements.id.value = draft.id;
    for (const [name, value] of draft.chosen ?? []) for (const dot of dots(field.form)) if (dot.name === name && dot.value === value) dot.checked = true;
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
    for (const dot of dots(form)) dot.checked = dot.defaultChecked;
  }
  if (form.dataset.draft) drop(form);
});

/* Late: what was half written when its step closed is shown by itself, to be sent to the leader or copied. */
function late() {
  const place = document.getElementById("late");
  const open = document.getElementById("room")?.dataset.open?.split(" ");
  if (!place || !open) return;
  for (const key of Object.keys(sessionStorage).filter((name) => name.startsWith(draftPrefix()))) {
    const { action, step, id, text } = JSON.parse(sessionStorage.getItem(key));
    const shown = [...document.querySelectorAll(".late form")].some((form) => stepOf(form) === step && form.getAttribute("action") === action);
    if (!step || !text?.trim() || open.includes(step) || shown) continue;
    const card = document.getElementById("late-card").content.cloneNode(true);
    const form = card.querySelector("form");
    form.dataset.draft = key;
    for (const name of ["action", "hx-post"]) form.setAttribute(name, action);
    form.elements.step.value = step;
    form.elements.id.value = id ?? "";
    form.elements.text.value = text;
    place.append(card);
    htmx.process(place);
  }
}
function drop(form) {
  sessionStorage.removeItem(form.dataset.draft);
  form.closest(".late").remove();
}
addEventListener("click", ({ target }) => {
  const form = target.closest?.(".late form");
  if (!form) return;
  if (target.dataset.copy) {
    form.elements.text.select();
    document.execCommand("copy"); // the newer way is closed to pages without https
    target.textContent = target.dataset.copy;
  } else if ("drop" in target.dataset) drop(form);
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
  restore();
  if (detail.ctx?.sourceElement?.hasAttribute?.("data-quiet")) return;
  late();
  showRefusal();
  // A tap fills in a ballot and sends nothing in; the ballot itself says what changed.
  if (detail.ctx?.request?.body?.has?.("tap")) return;
  const sent = detail.ctx?.sourceElement instanceof HTMLFormElement;
  if (!document.querySelector("main .refusal")) tell(sent ? document.getElementById("status").dataset.sent : document.querySelector("main h1")?.textContent ?? "");
});
document.addEventListener("DOMContentLoaded", () => { restore(); late(); showRefusal(); });
