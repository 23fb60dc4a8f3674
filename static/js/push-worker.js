// Shows a notice: its title, and the page of this site that it leads to. It keeps nothing and serves no page.
addEventListener("install", () => skipWaiting());

addEventListener("push", (event) => {
  const { title, address } = event.data.json();
  event.waitUntil(registration.showNotification(title, { tag: address, renotify: true, icon: "/static/icon.svg", data: address }));
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  const page = new URL(event.notification.data, location.origin);
  if (page.origin === location.origin) event.waitUntil(clients.openWindow(page));
});
