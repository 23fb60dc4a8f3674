// Planning a walk: a tap on the map fills in where the stop is whose form is open, or the new one.
const map = document.querySelector(".walk-map.planned");
if (map) {
  const svg = map.querySelector("svg");
  const [west, south, east, north] = map.dataset.bounds.split(",").map(Number);
  const perDegree = 111320;
  const perDegreeEast = perDegree * Math.cos(((south + north) / 2) * (Math.PI / 180));
  const draft = document.createElementNS(svg.namespaceURI, "circle");
  draft.setAttribute("class", "draft");
  draft.setAttribute("r", "9");
  map.classList.add("picking");
  document.querySelector(".pick").hidden = false;
  svg.addEventListener("click", (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const field = document.querySelector('.stops details[open] input[name="place"]') ?? document.querySelector("#pl-new");
    field.value = `${(north - at.y / perDegree).toFixed(5)}, ${(west + at.x / perDegreeEast).toFixed(5)}`;
    draft.setAttribute("cx", at.x);
    draft.setAttribute("cy", at.y);
    svg.append(draft);
    field.closest("form").querySelector('input[name="name"]').focus();
  });
}
