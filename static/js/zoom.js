// The town's map, nearer and about: by buttons, wheel, pinch, drag and keys. Without this script it stands still,
// whole, and the list says the same. One unit of the map is one metre.
function zooms(figure) {
  const svg = figure.querySelector("svg");
  const town = svg.viewBox.baseVal;
  const whole = { x: town.x, y: town.y, w: town.width, h: town.height };
  const NEAREST = 160;
  let spots = [];
  let stops = [];
  let at = { ...whole };

  function show(next) {
    const w = Math.min(Math.max(next.w, Math.min(NEAREST, whole.w)), whole.w);
    const h = w * (whole.h / whole.w);
    at = {
      x: Math.min(Math.max(next.x, whole.x), whole.x + whole.w - w),
      y: Math.min(Math.max(next.y, whole.y), whole.y + whole.h - h),
      w, h,
    };
    svg.setAttribute("viewBox", `${at.x} ${at.y} ${at.w} ${at.h}`);
    const share = Math.max(at.w / whole.w, 0.12);
    for (const [spot, radius] of spots) spot.setAttribute("r", radius * share);
    for (const [stop, place] of stops) stop.setAttribute("transform", `${place} scale(${share})`);
    figure.classList.toggle("near", at.w < whole.w * 0.99);
    for (const button of figure.querySelectorAll(".zoom button")) {
      const spent = button.name === "in" ? at.w <= NEAREST : at.w > whole.w * 0.99;
      button.setAttribute("aria-disabled", String(spent));
    }
    tiles();
  }
  const place = (x, y) => new DOMPoint(x, y).matrixTransform(svg.getScreenCTM().inverse());
  /* What is under the finger stays under it. */
  function nearer(by, about = { x: at.x + at.w / 2, y: at.y + at.h / 2 }) {
    const w = Math.min(Math.max(at.w / by, Math.min(NEAREST, whole.w)), whole.w);
    const share = w / at.w;
    show({ x: about.x - (about.x - at.x) * share, y: about.y - (about.y - at.y) * share, w });
  }
  const move = (dx, dy) => show({ ...at, x: at.x + dx, y: at.y + dy });

  /* Buttons: for those who use neither wheel nor fingers, and for screen readers. */
  const words = figure.dataset;
  const bar = document.createElement("div");
  bar.className = "zoom";
  for (const [name, sign, told] of [["in", "+", words.nearer], ["out", "−", words.farther], ["whole", "⤢", words.whole]]) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", name, textContent: sign, title: told });
    button.setAttribute("aria-label", told);
    bar.append(button);
  }
  bar.addEventListener("click", ({ target }) => {
    if (target.name === "in") nearer(1.6);
    if (target.name === "out") nearer(1 / 1.6);
    if (target.name === "whole") show(whole);
  });

  /* Keys, when the map has the focus. */
  const KEYS = {
    "+": () => nearer(1.6), "=": () => nearer(1.6), "-": () => nearer(1 / 1.6), "0": () => show(whole),
    ArrowLeft: () => move(-at.w / 5, 0), ArrowRight: () => move(at.w / 5, 0),
    ArrowUp: () => move(0, -at.h / 5), ArrowDown: () => move(0, at.h / 5),
  };
  svg.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });

  /* The wheel turns the page, unless the map has the focus or Ctrl is held (so does a pinch on a touchpad). */
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && document.activeElement !== svg) return;
    event.preventDefault();
    nearer(1.0015 ** -event.deltaY, place(event.clientX, event.clientY));
  }, { passive: false });

  /* Drag with one finger or the mouse, pinch with two. */
  const down = new Map();
  svg.addEventListener("pointerdown", (event) => {
    down.set(event.pointerId, event);
    if (figure.classList.contains("near") || down.size > 1) svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    const [one, other] = [...down.values()];
    down.set(event.pointerId, event);
    const from = place(before.clientX, before.clientY);
    const to = place(event.clientX, event.clientY);
    if (down.size === 1) move(from.x - to.x, from.y - to.y);
    if (down.size !== 2) return;
    const still = before === one ? other : one;
    const apart = (point) => Math.hypot(point.clientX - still.clientX, point.clientY - still.clientY);
    const middle = place((event.clientX + still.clientX) / 2, (event.clientY + still.clientY) / 2);
    nearer(Math.max(apart(event), 1) / Math.max(apart(before), 1), middle);
  });
  for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, (event) => down.delete(event.pointerId));

  /* The municipality's own tiles over the drawn map, where it has set an address for them. */
  const [west, south, , north] = words.bounds.split(",").map(Number);
  const DEGREE = 111320;
  const degreeEast = DEGREE * Math.cos(((south + north) / 2) * (Math.PI / 180));
  const layer = document.createElementNS(svg.namespaceURI, "g");
  const lonOf = (x) => west + x / degreeEast;
  const latOf = (y) => north - y / DEGREE;
  const column = (lon, count) => ((lon + 180) / 360) * count;
  const row = (lat, count) => ((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * count;
  const lonAt = (x, count) => (x / count) * 360 - 180;
  const latAt = (y, count) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / count))) * 180) / Math.PI;
  const drawn = new Map();

  function tiles() {
    if (!words.tiles) return;
    const perPixel = at.w / Math.max(svg.clientWidth, 1);
    const z = Math.min(Math.max(Math.round(Math.log2((360 * degreeEast) / (256 * perPixel))), 1), 19);
    const count = 2 ** z;
    const wanted = new Set();
    for (let x = Math.floor(column(lonOf(at.x), count)); x <= column(lonOf(at.x + at.w), count); x += 1) {
      for (let y = Math.floor(row(latOf(at.y), count)); y <= row(latOf(at.y + at.h), count); y += 1) {
        wanted.add(`${z}/${x}/${y}`);
        if (!drawn.has(`${z}/${x}/${y}`)) draw(z, x, y, count);
      }
    }
    for (const [name, image] of drawn) if (!wanted.has(name)) { image.remove(); drawn.delete(name); }
  }
  function draw(z, x, y, count) {
    const image = document.createElementNS(svg.namespaceURI, "image");
    const left = (lonAt(x, count) - west) * degreeEast;
    const top = (north - latAt(y, count)) * DEGREE;
    const size = { x: left, y: top, width: (lonAt(x + 1, count) - west) * degreeEast - left, height: (north - latAt(y + 1, count)) * DEGREE - top };
    for (const [name, value] of Object.entries({ ...size, preserveAspectRatio: "none" })) image.setAttribute(name, value);
    image.setAttribute("href", words.tiles.replace("{z}", z).replace("{x}", x).replace("{y}", y));
    layer.append(image);
    drawn.set(`${z}/${x}/${y}`, image);
  }

  /* The map as it stands on the page now, which may have been drawn anew: what was looked at stays in sight. */
  return () => {
    spots = [...svg.querySelectorAll(".spot")].map((spot) => [spot, spot.r.baseVal.value]);
    stops = [...svg.querySelectorAll(".stop")].map((stop) => [stop, stop.getAttribute("transform")]);
    if (!bar.isConnected) svg.before(bar);
    if (words.tiles && !layer.isConnected) svg.querySelector("use").after(layer);
    svg.setAttribute("tabindex", "0");
    show(at);
  };
}

const known = new WeakMap();
function all() {
  for (const figure of document.querySelectorAll(".walk-map.zooms")) {
    const svg = figure.querySelector("svg");
    if (!known.has(svg)) known.set(svg, zooms(figure));
    known.get(svg)();
  }
}
addEventListener("htmx:after:swap", all);
all();
