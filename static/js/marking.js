// Marking a place on the walk's page: here, on the map, or by name; saved on the phone first.
(() => {
  const walk = document.getElementById("walk");
  const form = document.getElementById("mark");
  if (!walk || !form) return;
  const { elements } = form;
  const where = document.getElementById("where");
  const byName = form.querySelector(".by-name");

  navigator.serviceWorker?.addEventListener("message", ({ data }) => {
    if (data.kept) document.querySelector(".stored").hidden = false;
  });
  navigator.serviceWorker?.register(walk.dataset.worker).then(async () => {
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ keep: walk.dataset.keep.split(" ") });
  }).catch(() => { /* without it the walk works while there is a net */ });

  /* The group is remembered on the phone, and told with what is sent: choosing needs no net. */
  const groups = document.querySelector("form.group");
  const groupKey = `group:${walk.dataset.state}`;
  function showGroup() {
    const chosen = localStorage.getItem(groupKey);
    if (!groups || !chosen) return;
    const line = groups.closest("details").querySelector("summary");
    line.textContent = line.dataset.chosen.replace("{n}", chosen);
    for (const button of groups.querySelectorAll("[name=group]")) button.setAttribute("aria-pressed", button.value === chosen);
  }
  groups?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { value } = event.submitter ?? document.activeElement;
    const body = new FormData(groups);
    body.set("group", value);
    localStorage.setItem(groupKey, value);
    groups.closest("details").open = false;
    showGroup();
    try {
      const { token } = await (await fetch(walk.dataset.state)).json();
      body.set("csrf_token", token);
      const answer = await fetch(groups.action, { method: "POST", body, headers: { Accept: "application/json" } });
      const told = await answer.json();
      if (answer.ok) return;
      localStorage.removeItem(groupKey);
      groups.closest("details").open = true;
      groups.querySelector(".refusal")?.remove();
      groups.insertAdjacentHTML("afterbegin", '<p class="refusal" role="alert"></p>');
      groups.querySelector(".refusal").textContent = told.words;
    } catch { /* no net: it goes along with the first that is sent */ }
  });
  showGroup();

  /* The room: the page stays until its reader goes, but says when the leader has gone on or the plan is another. */
  async function look() {
    try {
      const told = await (await fetch(walk.dataset.state, { headers: { Accept: "application/json" } })).json();
      document.querySelector(".moved-on").hidden = told.here !== false;
      document.querySelector(".changed-plan").hidden = told.plan === walk.dataset.plan;
    } catch { /* no net: what is shown is what there is */ }
  }
  new EventSource(walk.dataset.follow).onmessage = () => setTimeout(look, Math.random() * 300);

  /* Where: one unit of the map is one metre. */
  const figure = document.querySelector(".walk-map.walked");
  const svg = figure?.querySelector("svg");
  const [west, south, east, north] = (figure?.dataset.bounds ?? "0,0,0,0").split(",").map(Number);
  const DEGREE = 111320;
  const degreeEast = DEGREE * Math.cos(((south + north) / 2) * (Math.PI / 180));
  const shape = (name, radius) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    made.setAttribute("class", name);
    made.setAttribute("r", radius);
    return made;
  };
  const dot = shape("draft", 9);
  const ring = shape("accuracy", 0);
  const put = (circle, x, y) => { circle.setAttribute("cx", x); circle.setAttribute("cy", y); };

  /* What the place is nearest to, by the names and the streets of the map; it is filled in where nothing was written. */
  const NEAR = 80;
  const numbers = (text) => text.split(" ").map(Number);
  const names = [...document.querySelectorAll("#names-mark option")].map(({ value, dataset }) => [value, ...numbers(dataset.at), dataset.course]);
  let filled = "";
  /* Metres from a place to the nearest piece of a line of places. */
  function toLine(x, y, line) {
    let best = Infinity;
    for (let i = 0; i + 3 < line.length; i += 2) {
      const [ax, ay, bx, by] = line.slice(i, i + 4);
      const long = (bx - ax) ** 2 + (by - ay) ** 2;
      const share = long ? Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / long)) : 0;
      best = Math.min(best, Math.hypot(ax + share * (bx - ax) - x, ay + share * (by - ay) - y));
    }
    return best;
  }
  function nameOf(x, y) {
    const apart = ([, left, top, course]) =>
      course ? Math.min(...course.split(",").map((part) => toLine(x, y, numbers(part)))) : Math.hypot(left - x, top - y);
    const [metres, nearest] = names.reduce((best, name) => {
      const away = apart(name);
      return away < best[0] ? [away, name[0]] : best;
    }, [Infinity, ""]);
    const found = metres <= NEAR ? nearest : "";
    if (elements.place.value === filled) elements.place.value = filled = found;
    return found ? ` ${where.dataset.near.replace("{n}", found)}` : "";
  }

  /* What was marked on this phone before stays on its map; the page itself is the same for everybody. */
  const marksKey = `marks:${walk.dataset.state}`;
  const side = (feeling) => (feeling < 0 ? "unsafe" : feeling > 0 ? "safe" : "neither");
  function showMarks() {
    const marks = JSON.parse(localStorage.getItem(marksKey) ?? "[]");
    for (const mark of svg?.querySelectorAll(".spot") ?? []) mark.remove();
    for (const [x, y, feeling] of marks) {
      const mark = shape(`spot ${side(feeling)}`, 8);
      put(mark, x, y);
      svg?.append(mark);
    }
    document.querySelector(".own-marks").hidden = !svg || !marks.length;
  }
  function remember({ stop, place: name, lon, lat, feeling }) {
    const named = names.find(([known]) => known === name);
    const [x, y] = svg?.querySelector(`.stop[data-stop="${CSS.escape(stop)}"]`)?.getAttribute("transform").match(/[\d.-]+/g)
      ?? (lon ? [(lon - west) * degreeEast, (north - lat) * DEGREE] : named?.slice(1, 3)) ?? [];
    if (x === undefined) return;
    try {
      const marks = [...JSON.parse(localStorage.getItem(marksKey) ?? "[]"), [Math.round(x), Math.round(y), Number(feeling)]];
      localStorage.setItem(marksKey, JSON.stringify(marks.slice(-200)));
    } catch { /* no room left: what matters is in the queue */ }
    showMarks();
  }
  showMarks();

  function place(lon, lat, accuracy) {
    elements.lon.value = lon.toFixed(5);
    elements.lat.value = lat.toFixed(5);
    elements.accuracy.value = accuracy ? Math.round(accuracy) : "";
    if (!svg) return "";
    const x = (lon - west) * degreeEast;
    const y = (north - lat) * DEGREE;
    put(dot, x, y);
    put(ring, x, y);
    ring.setAttribute("r", accuracy ?? 0);
    svg.append(ring, dot);
    return nameOf(x, y);
  }
  function unplace() {
    elements.lon.value = elements.lat.value = elements.accuracy.value = where.textContent = "";
    dot.remove();
    ring.remove();
  }

  if (navigator.geolocation && isSecureContext) {
    document.querySelector(".locate").hidden = false;
    byName.open = Boolean(elements.stop.value || elements.place.value);
    document.getElementById("here").addEventListener("click", () => {
      where.textContent = where.dataset.looking;
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          const near = place(coords.longitude, coords.latitude, coords.accuracy);
          where.textContent = where.dataset.found.replace("{n}", Math.round(coords.accuracy)) + near;
          form.querySelector(".feeling input").focus({ preventScroll: true });
          form.querySelector(".feeling").scrollIntoView({ block: "center" });
        },
        () => { where.textContent = where.dataset.denied; byName.open = true; elements.stop.focus(); },
        { enableHighAccuracy: true, timeout: 20000, maximumAge: 5000 },
      );
    });
  }
  /* A tap puts the dot, a drag moves it. */
  let dragging = false;
  function follow(event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const near = place(west + at.x / degreeEast, north - at.y / DEGREE);
    where.textContent = where.dataset.moved + near;
  }
  svg?.addEventListener("click", (event) => {
    const stop = event.target.closest(".stop");
    if (stop) [elements.stop.value, byName.open] = [stop.dataset.stop, true];
    else follow(event);
  });
  dot.addEventListener("pointerdown", (event) => { dragging = true; dot.setPointerCapture(event.pointerId); event.preventDefault(); });
  dot.addEventListener("pointermove", (event) => { if (dragging) follow(event); });
  for (const end of ["pointerup", "pointercancel"]) dot.addEventListener(end, () => { dragging = false; });

  /* The picture is made smaller on the phone, which also leaves out everything but the picture. */
  const LARGEST = 1600;
  async function shrunk(file) {
    try {
      const image = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, LARGEST / Math.max(image.width, image.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(image.width * scale);
      canvas.height = Math.round(image.height * scale);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      image.close();
      return await new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), "image/jpeg", 0.8));
    } catch {
      return file; // what this phone cannot read the server may
    }
  }

  const freshId = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18)))).replaceAll("+", "-").replaceAll("/", "_");

  form.addEventListener("submit", async (event) => {
    if (!window.indexedDB) return;
    event.preventDefault();
    const data = new FormData(form);
    const file = data.get("picture");
    const fields = { about: data.getAll("about") };
    for (const name of ["feeling", "why", "stop", "place", "lon", "lat", "accuracy"]) fields[name] = data.get(name) ?? "";
    if (!(fields.stop || fields.place.trim() || fields.lon)) {
      byName.open = true;
      elements.stop.setCustomValidity(walk.dataset.nowhere);
      elements.stop.reportValidity();
      elements.stop.setCustomValidity("");
      return;
    }
    // A stop that the leader takes away meanwhile keeps its name.
    if (fields.stop && !fields.place.trim()) fields.place = elements.stop.selectedOptions[0].textContent.replace(/^\d+\. /, "");
    const item = {
      id: freshId(),
      at: Date.now(),
      url: form.action,
      state: walk.dataset.state,
      join: walk.dataset.join,
      fields,
      picture: file?.size ? await shrunk(file) : null,
    };
    try {
      await Queue.add(item);
    } catch {
      // The phone does not let us write: what the form holds goes the ordinary way, while there is a net.
      if (navigator.onLine) { form.submit(); return; }
      const trouble = document.querySelector("[data-unsent] .trouble");
      trouble.textContent = trouble.closest("[data-unsent]").dataset.full;
      trouble.hidden = trouble.closest("[data-unsent]").hidden = false;
      return;
    }
    remember(fields);
    form.reset();
    filled = "";
    unplace();
    const said = document.getElementById("status");
    said.textContent = walk.dataset.saved;
    document.querySelector("[data-unsent]").scrollIntoView({ block: "center" });
  });
})();
