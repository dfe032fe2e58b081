// Keeps what is typed on this page until it has arrived, and sends it again when the network was away. Everything works
// without it. What is kept is in this tab alone, and goes once it is sent or the tab is closed.
"use strict";
(() => {
  const AGAIN = 3000, PATIENCE = 10000;
  let turn = 0;

  const form = () => document.getElementById("way");
  const mark = (words, late) => {
    const saved = document.getElementById("saved");
    if (!saved) return;
    saved.textContent = words;
    saved.classList.toggle("late", late);
  };
  // Where a page is kept: by the token in the address, whose it is, and which page.
  const key = () => {
    const whose = document.querySelector("header b");
    return ["kept", location.pathname, whose ? whose.textContent : "", form().elements.page.value].join(" ");
  };
  const fields = () => [...form().elements].filter((each) => each.name && each.type !== "hidden" && each.type !== "submit");
  const sums = () => [...form().elements].filter((each) => each.name.startsWith("was-")).map((each) => each.value).join(" ");

  const keep = () => {
    const typed = fields().map((each) => [each.name, each.type === "checkbox" || each.type === "radio" ? each.checked : each.value]);
    try { sessionStorage.setItem(key(), JSON.stringify({ sums: sums(), typed })); } catch (full) { /* then it is not kept */ }
  };
  const restore = () => {
    let kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(key())); } catch (none) { return; }
    const now = fields();
    // Only over what it was typed over.
    if (!kept || kept.sums !== sums() || kept.typed.length !== now.length) return;
    now.forEach((each, at) => {
      const [name, value] = kept.typed[at];
      if (name !== each.name) return;
      if (typeof value === "boolean") each.checked = value; else each.value = value;
    });
  };
  const forget = (where) => { try { sessionStorage.removeItem(where); } catch (none) { /* nothing is kept */ } };

  const show = (page, address) => {
    const made = new DOMParser().parseFromString(page, "text/html");
    document.title = made.title;
    document.body.replaceWith(document.adoptNode(made.body));
    history.pushState(null, "", address);
    begin();
    scrollTo(0, 0);
    const first = document.querySelector(".alert, h1");
    if (first) { first.tabIndex = -1; first.focus({ preventScroll: true }); }
  };

  const send = async (body, where, mine) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      // The page that follows is the answer: it is not asked for once more.
      const headers = { Prefer: "return=representation" }, credentials = "same-origin";
      const answer = await fetch("go", { method: "POST", body, headers, signal: stop.signal, credentials });
      if (answer.status === 429 || answer.status >= 500) throw new Error("busy");
      const page = await answer.text();
      if (mine !== turn) return;
      if (answer.ok) forget(where);
      show(page, new URL(answer.headers.get("Content-Location") || "", answer.url));
    } catch (away) {
      if (mine !== turn) return;
      mark(form().dataset.kept, true);
      setTimeout(() => { if (mine === turn) send(body, where, mine); }, AGAIN);
    } finally {
      clearTimeout(timer);
    }
  };

  const begin = () => {
    turn += 1;
    const leave = document.querySelector("form.leave");
    if (leave) leave.addEventListener("submit", () => { try { sessionStorage.clear(); } catch (none) { /* nothing is kept */ } });
    if (!form()) return;
    restore();
    form().addEventListener("input", keep);
    form().addEventListener("submit", (event) => {
      event.preventDefault();
      const body = new URLSearchParams(new FormData(form()));
      if (event.submitter && event.submitter.name) body.set(event.submitter.name, event.submitter.value);
      keep();
      for (const each of form().querySelectorAll("button")) each.disabled = true;
      turn += 1;
      send(body, key(), turn);
    });
  };

  addEventListener("popstate", () => location.reload());
  begin();
})();
