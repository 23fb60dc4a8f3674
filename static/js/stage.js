// The big screen and the leader's remote: the timer, the settling of buttons, the key that hides all.
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
  if (!bar) return;
  if (settled !== null && settled !== bar.dataset.settle) {
    quiet = performance.now() + 600;
    setTimeout(still, 610);
  }
  settled = bar.dataset.settle;
  still();
}
// Also after a page that was fetched meanwhile: it knows nothing of the moment.
function still() {
  const waits = performance.now() < quiet;
  for (const button of document.querySelectorAll("[data-settle] .steps button")) {
    if (waits) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
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

document.addEventListener("DOMContentLoaded", () => { tick(); settle(); });
