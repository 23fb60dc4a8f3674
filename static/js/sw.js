// Keeps walks on the phone: the page asks for what it needs to be kept, and gets it back when there is no net.
// Everything else goes its ordinary way. A walk's page is the same for everybody: nothing personal is kept here.
const WALK = /^\/e\/[^/]+\/walk\/[^/]+$/;
const KEPT = "walk:";
const MOST = 4;
const PATIENCE = 4000;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

// The page names its parts; the first is its own address. What it no longer names goes, and so do the oldest walks.
async function keep([address, ...parts]) {
  const cache = await caches.open(KEPT + address);
  const wanted = [address, ...parts].map((part) => new URL(part, location.origin).href);
  for (const url of wanted) {
    if (url !== wanted[0] && (await cache.match(url))) continue;
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(url);
    await cache.put(url, answer);
  }
  for (const request of await cache.keys()) if (!wanted.includes(request.url)) await cache.delete(request);
  const walks = (await caches.keys()).filter((name) => name.startsWith(KEPT) && name !== KEPT + address);
  for (const name of walks.slice(0, Math.max(0, walks.length - MOST + 1))) await caches.delete(name);
}

addEventListener("message", (event) => {
  if (!Array.isArray(event.data?.keep)) return;
  const told = (kept) => event.source?.postMessage({ kept });
  event.waitUntil(keep(event.data.keep).then(() => told(true), () => told(false)));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && WALK.test(url.pathname)) event.respondWith(page(request, url));
  else if (url.pathname.startsWith("/static/") || url.pathname.startsWith("/maps/")) event.respondWith(part(request));
});

async function part(request) {
  return (await caches.match(request)) ?? fetch(request);
}

// The net first, for as long as somebody in the dark waits; then what was kept.
async function page(request, url) {
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE));
  try {
    const answer = await Promise.race([fetch(request), late]);
    if (answer.status < 500) return answer;
  } catch { /* no net, or none to speak of */ }
  return (await caches.match(url.origin + url.pathname)) ?? fetch(request);
}
