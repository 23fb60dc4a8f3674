// A secret that came in the address's fragment goes into the form, and out of the address and the history.
const field = document.querySelector("[data-from-fragment] input");
const secret = location.hash.slice(1);
if (field && secret) {
  field.value = decodeURIComponent(secret);
  history.replaceState(null, "", location.pathname);
  if (field.form.hasAttribute("data-send-at-once")) field.form.requestSubmit();
}
