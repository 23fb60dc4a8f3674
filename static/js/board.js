// Grouping by drag, with mouse or finger. The same is done without it on each idea's own page.
let lifted = null;
let ghost = null;
const themeAt = (x, y) => document.elementFromPoint(x, y)?.closest("[data-theme]");
const mark = (theme) => {
  for (const other of document.querySelectorAll(".theme.over")) if (other !== theme) other.classList.remove("over");
  theme?.classList.add("over");
};

async function drop(idea, theme) {
  if (!theme || idea.closest("[data-theme]") === theme) return;
  const form = new FormData();
  form.set("csrf_token", document.querySelector("input[name=csrf_token]").value);
  form.set("theme", theme.dataset.theme);
  const answer = await fetch(idea.dataset.idea, { method: "POST", body: form });
  if (answer.ok) htmx.ajax("GET", document.getElementById("room").dataset.page, { target: "#main", swap: "outerMorph" });
}

document.addEventListener("pointerdown", (event) => {
  const idea = event.target.closest("[data-idea]");
  if (!idea || event.button !== 0 || event.target.closest("a, button, input, select, summary")) return;
  const start = { x: event.clientX, y: event.clientY };
  const begin = () => {
    lifted = idea;
    ghost = idea.cloneNode(true);
    ghost.classList.add("ghost-slip");
    ghost.removeAttribute("id");
    document.body.append(ghost);
    idea.classList.add("lifted");
    move(start.x, start.y);
  };
  const move = (x, y) => {
    ghost?.style.setProperty("translate", `${x + 8}px ${y + 8}px`);
    mark(themeAt(x, y));
  };
  // A finger must rest for a moment first, so that the page can still be scrolled.
  const touch = event.pointerType === "touch";
  const wait = touch ? setTimeout(begin, 250) : null;
  const onMove = (moved) => {
    const far = Math.hypot(moved.clientX - start.x, moved.clientY - start.y) > 6;
    if (!lifted && far) {
      if (touch) return end();
      begin();
    }
    if (lifted) { moved.preventDefault(); move(moved.clientX, moved.clientY); }
  };
  const onTouch = (moving) => { if (lifted) moving.preventDefault(); };
  const end = (up) => {
    clearTimeout(wait);
    document.removeEventListener("pointermove", onMove);
    document.removeEventListener("touchmove", onTouch);
    document.removeEventListener("pointerup", end);
    document.removeEventListener("pointercancel", end);
    if (lifted && up?.type === "pointerup") drop(lifted, themeAt(up.clientX, up.clientY));
    lifted?.classList.remove("lifted");
    ghost?.remove();
    mark(null);
    lifted = ghost = null;
  };
  document.addEventListener("pointermove", onMove);
  document.addEventListener("touchmove", onTouch, { passive: false });
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", end);
});
