// Ballots that are filled in by tapping. A tap while an earlier one is on its way waits for it, and is sent with the
// paper as it stands then: otherwise it would undo the earlier one. And the focus goes along with what was tapped; the page goes along with it
// only for the keyboard, so that who taps finds the next one where it was.
{
  let tapped = "";
  let byKeyboard = false;

  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    const form = ctx.sourceElement;
    if (!form.matches("form.ballot")) return;
    const paper = new URLSearchParams(new FormData(form));
    for (const name of ["tap", "abstain"]) {
      if (ctx.request.body.has(name)) paper.set(name, ctx.request.body.get(name));
    }
    ctx.request.body = paper;
    tapped = document.activeElement.id;
    byKeyboard = document.activeElement.matches(":focus-visible");
  });

  document.addEventListener("htmx:after:swap", () => {
    if (!tapped || document.activeElement !== document.body) return;
    const [, place, entry] = tapped.match(/^([a-z]+)-(.+)$/) ?? [];
    const next = place === "tap" ? `up-${entry}` : `tap-${entry}`;
    (document.getElementById(tapped) ?? document.getElementById(next))?.focus({ preventScroll: !byKeyboard });
  });
}
