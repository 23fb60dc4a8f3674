// Marking where a diary's entry is, when its author asks for that; the position goes nowhere but into the form.
const show = () => { for (const part of document.querySelectorAll("[data-locate]")) part.hidden = !navigator.geolocation; };
addEventListener("click", ({ target }) => {
  const part = target.closest?.("[data-locate] button")?.parentElement;
  if (!part) return;
  const { elements } = part.closest("form");
  const tell = (words) => { part.querySelector("[role=status]").textContent = words; };
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      elements.lon.value = coords.longitude.toFixed(4);
      elements.lat.value = coords.latitude.toFixed(4);
      tell(part.dataset.locate);
    },
    () => tell(part.dataset.lost),
    { timeout: 15000, enableHighAccuracy: true },
  );
});
addEventListener("htmx:after:swap", show);
show();
