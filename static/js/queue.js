// What was marked and is not sent yet. It is written down on the phone first and leaves only when the server has said
// in so many words that it has it. Sent one after another, the picture by itself; the same may be sent many times.
const Queue = (() => {
  const store = idbKeyval.createStore("walks", "observations");
  const LONGEST_WAIT = 300;
  const PATIENCE = { words: 20000, picture: 90000 };
  let timer = null;
  let state = "";
  let tries = 0;
  const listeners = new Set();

  // Phones of some years do not know AbortSignal.timeout.
  function within(milliseconds) {
    const control = new AbortController();
    setTimeout(() => control.abort(), milliseconds);
    return control.signal;
  }

  const all = async () => (await idbKeyval.values(store)).sort((one, other) => one.at - other.at);
  const waiting = async () => (await all()).filter((item) => !item.refused);
  const put = (item) => idbKeyval.set(item.id, item, store);
  const drop = (id) => idbKeyval.del(id, store).then(tell);

  async function tell() {
    const items = await all();
    for (const listener of listeners) listener({ items, state });
  }

  async function add(item) {
    await put(item);
    sessionStorage.removeItem("walk-conflict");
    navigator.storage?.persist?.().catch(() => {});
    await tell();
    send();
  }

  // One tab sends at a time. Where locks are missing two may send the same, which is the same to the server.
  function send() {
    clearTimeout(timer);
    timer = null;
    if (navigator.locks) return navigator.locks.request("walks", { ifAvailable: true }, (lock) => (lock ? sendAll() : tell()));
    return sendAll();
  }

  async function sendAll() {
    state = "sending";
    await tell();
    try {
      for (let item; (item = (await waiting())[0]); ) {
        const outcome = await sendOne(item);
        if (outcome === "join") { state = "join"; return; }
        if (outcome === "later") { state = "later"; wait(); return; }
        tries = 0;
      }
      state = "";
    } finally {
      await tell();
    }
  }

  function wait() {
    tries += 1;
    timer = setTimeout(send, Math.min(2 ** tries, LONGEST_WAIT) * 1000);
  }

  async function sendOne(item) {
    if (!item.kept) {
      const answer = await post(item, item.url, await words(item), PATIENCE.words);
      if (answer.outcome) return answer.outcome;
      item.kept = answer.id;
      item.conflict = Boolean(answer.conflicts_with);
      if (item.conflict) sessionStorage.setItem("walk-conflict", "1");
      await put(item);
    }
    if (item.picture) {
      const body = new FormData();
      body.set("picture", item.picture, "picture.jpg");
      body.set("place", item.fields.place ?? "");
      const answer = await post(item, `${item.url}/${item.kept}/picture`, body, PATIENCE.picture);
      if (answer.outcome) return answer.outcome;
    }
    await idbKeyval.del(item.id, store);
    await tell();
    return "sent";
  }

  async function words(item) {
    const body = new FormData();
    for (const [name, value] of Object.entries(item.fields)) {
      for (const one of Array.isArray(value) ? value : [value]) body.append(name, one);
    }
    body.set("id", item.id);
    body.set("seconds_ago", Math.max(0, Math.round((Date.now() - item.at) / 1000)));
    body.set("group", localStorage.getItem(`group:${item.state}`) ?? "");
    body.set("unsent", (await waiting()).length - 1);
    return body;
  }

  // An answer counts only when it names what it took in: a café's sign-in page answers everything with 200.
  async function post(item, url, body, patience, again = true) {
    const token = await tokenFor(item);
    if (!token) return { outcome: state === "join" ? "join" : "later" };
    body.set("csrf_token", token);
    let answer, told;
    try {
      answer = await fetch(url, {
        method: "POST", body, redirect: "manual", headers: { Accept: "application/json" }, signal: within(patience),
      });
      told = answer.type === "opaqueredirect" ? {} : await answer.json();
    } catch {
      return { outcome: "later" };
    }
    if (answer.ok && told.id) return told;
    if (again && (told.code === "form_too_old" && answer.status === 400 || answer.status === 401 || answer.status === 403)) {
      tokens.delete(item.state);
      return post(item, url, body, patience, false);
    }
    if (told.words && answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
      item.refused = told.words;
      await put(item);
      return { outcome: "refused" };
    }
    return { outcome: "later" };
  }

  // A token of the session that this phone has now; asked for anew when the session is over.
  const tokens = new Map();
  async function tokenFor(item) {
    if (tokens.has(item.state)) return tokens.get(item.state);
    try {
      const answer = await fetch(item.state, { headers: { Accept: "application/json" }, signal: within(PATIENCE.words) });
      const told = await answer.json();
      state = told.joined ? "sending" : "join";
      if (told.joined && told.token) tokens.set(item.state, told.token);
      return tokens.get(item.state);
    } catch {
      return null;
    }
  }

  const asAddress = (blob) => new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = reject;
    reader.readAsDataURL(blob);
  });

  // The way out when the net does not come back: everything as a file, for the leader to take in; or as several, because
  // the server takes no larger ones.
  const LARGEST_FILE = 7_000_000;
  async function asFiles() {
    const files = [[]];
    let size = 0;
    for (const { id, at, fields, picture } of await all()) {
      const text = JSON.stringify({ id, at, fields, picture: picture ? await asAddress(picture) : null });
      if (size && size + text.length > LARGEST_FILE) { files.push([]); size = 0; }
      files[files.length - 1].push(text);
      size += text.length;
    }
    return files.map((texts) => new Blob([`{"version":1,"observations":[${texts.join(",")}]}`], { type: "application/json" }));
  }

  addEventListener("online", () => { tries = 0; send(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });

  return { add, all, drop, wipe: () => idbKeyval.clear(store), send: () => { tries = 0; return send(); }, asFiles, listen: (listener) => { listeners.add(listener); return tell(); } };
})();

// The page's own words about it: how many are on the phone still, always in sight while there are any.
(() => {
  const box = document.querySelector("[data-unsent]");
  if (!box) return;
  const words = box.dataset;
  const line = box.querySelector(".state");
  const trouble = box.querySelector(".trouble");
  let left = 0;

  Queue.listen(({ items, state }) => {
    left = items.length;
    const sentNow = !box.hidden && !left;
    box.hidden = !left && !sentNow;
    box.classList.toggle("all-sent", !left);
    const count = left === 1 ? words.one : words.many.replace("{n}", left);
    line.textContent = left ? (state === "sending" ? `${words.sending} ${count}` : count) : sentNow ? words.none : "";
    box.querySelector(".row-of-buttons").hidden = !left;
    showTrouble(items, state);
  });

  function showTrouble(items, state) {
    const refused = items.filter((item) => item.refused);
    trouble.replaceChildren();
    if (state === "join") {
      const link = document.createElement("a");
      link.href = items[0]?.join ?? "/";
      link.textContent = words.joinWords;
      trouble.append(words.joinAgain, " ", link);
    } else if (sessionStorage.getItem("walk-conflict")) {
      trouble.append(words.conflict);
    }
    for (const item of refused) {
      const line = document.createElement("p");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "link";
      button.textContent = words.discard;
      button.addEventListener("click", () => Queue.drop(item.id));
      line.append(`${words.refused} ${item.fields.place || item.fields.why || ""} ${item.refused} `, button);
      trouble.append(line);
    }
    trouble.hidden = !trouble.childNodes.length;
  }

  box.querySelector("[data-send]").addEventListener("click", () => Queue.send());
  box.querySelector("[data-save]").addEventListener("click", async () => {
    const link = document.createElement("a");
    for (const [number, file] of (await Queue.asFiles()).entries()) {
      link.href = URL.createObjectURL(file);
      link.download = `walk-${new Date().toISOString().slice(0, 16).replace(":", "")}-${number + 1}.json`;
      link.click();
      URL.revokeObjectURL(link.href);
    }
  });
  addEventListener("beforeunload", (event) => { if (left) event.preventDefault(); });
  // A device that is handed over is wiped: first what can be sent, then the question.
  document.querySelector('form[action$="/hand-over"]')?.addEventListener("submit", (event) => {
    if (!left || event.target.dataset.asked) return;
    event.preventDefault();
    Queue.send().then(async () => {
      if (!left || confirm(words.ask)) {
        await Queue.wipe();
        left = 0;
        event.target.dataset.asked = "1";
        event.target.submit();
      }
    });
  });
  Queue.send();
})();
