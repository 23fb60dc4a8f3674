// What was half written stays with the one who wrote it: the next person starts clean, also where the answer's
// `Clear-Site-Data` is not honoured (plain http).
addEventListener("submit", () => { sessionStorage.clear(); localStorage.clear(); });
