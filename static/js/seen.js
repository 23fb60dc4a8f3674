// What happened since this device last looked is marked as new. Only the device knows when that was.
const KEY = "seen";
let seen = {};
try { seen = JSON.parse(localStorage.getItem(KEY)) ?? {}; } catch { /* none, or not ours */ }
for (const line of document.querySelectorAll("[data-newest]")) {
  const { newest, about } = line.dataset;
  line.querySelector("b").hidden = Number(seen[about] ?? 0) >= Number(newest);
}
for (const { dataset } of document.querySelectorAll("[data-newest]")) seen[dataset.about] = dataset.newest;
try { localStorage.setItem(KEY, JSON.stringify(seen)); } catch { /* no room: it is new again next time */ }
