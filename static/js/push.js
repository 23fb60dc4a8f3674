// Notices on this device: asked for by a tap, subscribed in the browser, and sent by the page's own form.
const box = document.querySelector("#push");
if (box && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
  const [form, here] = box.querySelectorAll("form");
  const no = box.querySelector("#push-no");
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
  const ready = () => navigator.serviceWorker.register(box.dataset.worker);
  const fill = (target, subscription) => {
    const { endpoint, keys } = subscription.toJSON();
    const values = { endpoint, ...keys };
    for (const name of ["endpoint", "p256dh", "auth"]) if (target.elements[name]) target.elements[name].value = values[name];
  };

  box.hidden = false;
  here.hidden = true;
  navigator.serviceWorker.getRegistration(box.dataset.worker).then(async (registration) => {
    const known = await registration?.pushManager.getSubscription();
    if (!known) return;
    fill(here, known);
    here.hidden = false;
  });

  // A worker that was just registered takes subscriptions only once it is active.
  const active = async () => {
    const registration = await ready();
    const worker = registration.active ?? registration.waiting ?? registration.installing;
    if (worker && worker.state !== "activated") await new Promise((done) => worker.addEventListener("statechange", () => worker.state === "activated" && done()));
    return registration;
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    no.hidden = true;
    try {
      if ((await Notification.requestPermission()) !== "granted") throw new Error("not allowed");
      const { pushManager } = await active();
      const options = { userVisibleOnly: true, applicationServerKey: bytes(box.dataset.key) };
      fill(form, (await pushManager.getSubscription()) ?? (await pushManager.subscribe(options)));
      form.submit();
    } catch {
      no.hidden = false;
    }
  });
}
