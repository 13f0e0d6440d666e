// Filters, jumps and explanations of the documents on the page; everything is readable without.
(() => {
  "use strict";
  const root = document.documentElement;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  // Light and dark: the button goes against what the system prefers; the choice is kept if it can be.
  const theme = document.getElementById("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const keep = (value) => { try { localStorage.setItem("copydesk-theme", value); } catch { /* a file may not */ } };
  try { root.dataset.theme = localStorage.getItem("copydesk-theme") || ""; } catch { /* a file may not */ }
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const now = root.dataset.theme || (dark.matches ? "dark" : "light");
    root.dataset.theme = now === "dark" ? "light" : "dark";
    keep(root.dataset.theme);
  });

  const go = (place) => {
    for (const old of document.querySelectorAll(".here")) old.classList.remove("here");
    place.classList.add("here");
    place.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  };

  const prepare = (doc) => {
    const tools = doc.querySelector(".tools");
    if (!tools || doc.dataset.ready) return;
    doc.dataset.ready = "1";
    tools.hidden = false;
    const text = doc.querySelector(".text");
    const told = doc.querySelector(".told");
    let last = null;

    // Pieces of a kind that begin a change, in order of place.
    const places = (key) => {
      const marks = key === "heat" ? "mark[id], [id*=e]" : key ? `[data-kind="${key}"][id]` : "del[id], mark[id]";
      return [...text.querySelectorAll(marks)].filter((place) => place.getClientRects().length);
    };
    const tell = (place) => {
      const name = place.dataset.kind ? tools.querySelector(`[value="${place.dataset.kind}"]`)?.parentElement.firstChild.nextSibling.textContent.trim() : "speaks for spinning";
      told.textContent = `${name ?? ""}: ${place.title}`;
    };
    const jump = (key, back) => {
      const all = places(key);
      if (!all.length) return;
      const after = (a, b) => a.compareDocumentPosition(b) & (back ? 2 : 4);
      const rest = last ? all.filter((place) => after(last, place)) : all;
      last = (back ? rest.at(-1) : rest[0]) ?? (back ? all.at(-1) : all[0]);
      go(last);
      if (last.title) tell(last);
    };

    tools.addEventListener("change", ({ target }) => {
      if (target.type === "radio") {
        doc.dataset.mode = target.value;
      } else if (target.value === "heat") {
        text.classList.toggle("no-heat", !target.checked);
      } else {
        for (const piece of text.querySelectorAll(`[data-kind="${target.value}"]:not(ins)`)) piece.hidden = !target.checked;
        for (const line of text.querySelectorAll("p.gone")) line.hidden = ![...line.children].some((piece) => !piece.hidden);
      }
    });
    tools.addEventListener("click", ({ target }) => {
      const key = target.closest("button")?.dataset.next;
      if (!key) return;
      const box = tools.querySelector(`[value="${key}"]`);
      if (!box.checked) box.click();
      if (doc.dataset.mode && doc.dataset.mode !== "changes") tools.querySelector('[value="changes"]').click();
      jump(key, false);
    });
    text.addEventListener("click", ({ target }) => {
      const place = target.closest("[title]");
      if (place) { last = place; tell(place); }
    });
    text.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "n" || event.key === "p") { event.preventDefault(); jump("", event.key === "p"); }
    });
  };

  window.copydesk = { prepare, go };
  for (const doc of document.querySelectorAll("article.doc")) prepare(doc);
})();
