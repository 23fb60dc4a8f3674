// While an answer is written: how hard it is to read, told as one types, and whether it was kept by the server.
// The measure is the one of drafting/rules.py; a test holds the two together.
const COMMON = {
  sv: new Set("och att det är som på vi inte för ni med den har av till ett kan ska".split(" ")),
  en: new Set("the and to is of we you it that not are this with will be your can our".split(" ")),
};
const LIMITS = { sv: [30, 40, 50], en: [6, 9, 12] };
const LEVELS = ["very_easy", "easy", "medium", "hard"];

const tokens = (text) => text.normalize("NFC").split(/[\s\x1c-\x1f\x85]+/u).filter(Boolean);
const lengthOf = (token) => [...token].filter((char) => /[\p{L}\p{Nd}]/u.test(char)).length;
function ends(token) {
  const bare = token.replace(/["'”’»)\]]+$/u, "");
  return /[.!?:…]$/u.test(bare) && !(bare.endsWith(".") && bare.replace(/\.+$/u, "").includes("."));
}
function languageOf(text, otherwise) {
  const words = tokens(text).map((token) => token.toLowerCase());
  const found = (code) => words.filter((word) => COMMON[code].has(word)).length;
  return found("sv") === found("en") ? otherwise : found("sv") > found("en") ? "sv" : "en";
}
function measure(text, otherwise) {
  const language = languageOf(text, otherwise);
  let words = 0, letters = 0, long = 0, sentences = 0;
  for (const line of text.split("\n")) {
    let begun = false;
    for (const token of tokens(line)) {
      const length = lengthOf(token);
      words += length > 0;
      letters += length;
      long += length > 6;
      begun ||= length > 0;
      if (begun && ends(token)) {
        sentences += 1;
        begun = false;
      }
    }
    sentences += begun;
  }
  if (!words) return { language, words: 0, score: 0, level: "nothing" };
  const exact = language === "sv" ? words / sentences + (100 * long) / words : (4.71 * letters) / words + (0.5 * words) / sentences - 21.43;
  const score = Math.max(0, Math.floor(exact + 0.5));
  const below = LIMITS[language].findIndex((limit) => score < limit);
  return { language, words, score, level: LEVELS[below < 0 ? 3 : below] };
}

addEventListener("input", ({ target }) => {
  const shown = document.getElementById("readability");
  if (!shown || target.name !== "reasons") return;
  const found = measure(target.value, shown.dataset.language);
  shown.querySelector("b").textContent = found.language === "sv" ? "LIX" : "ARI";
  shown.querySelector(".score").textContent = found.words ? found.score : "–";
  const level = shown.querySelector(".level");
  level.className = `level ${found.level}`;
  level.textContent = shown.dataset[found.level];
});

// What the server has kept need not stay on this device; what it has not, does (drafts.js).
let sent = "";
const reasonsOf = (detail) => detail.ctx?.sourceElement?.id === "check" && document.getElementById("f-reasons");
addEventListener("htmx:before:request", ({ detail }) => {
  const field = reasonsOf(detail);
  if (field) sent = field.value;
});
addEventListener("htmx:after:request", ({ detail }) => {
  const field = reasonsOf(detail);
  if (field && detail.ctx.response?.raw?.ok && field.value === sent) sessionStorage.removeItem(draftKey(field));
});
addEventListener("htmx:error", ({ detail }) => {
  const line = reasonsOf(detail) && document.querySelector("#check .saved");
  if (line) line.textContent = line.dataset.unsaved;
});
