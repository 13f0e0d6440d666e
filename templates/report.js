
// The table of sites, a site's own part, and the list of documents.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const { prepare } = window.copydesk;
  const data = JSON.parse(byId("site-data").textContent);
  const at = Object.fromEntries(data.fields.map((name, i) => [name, i]));
  const make = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const svg = (tag, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };

  // Figures as the first rows have them.
  const count = (n) => n.toLocaleString("en-US");
  const score = (n) => (n === null ? "–" : n.toFixed(2));
  const percent = (n) => {
    if (n === null) return "–";
    const p = n * 100;
    if (p <= 0) return "0 %";
    if (p < 0.1) return "< 0.1 %";
    if (p < 9.95) return `${p.toFixed(1)} %`;
    return p < 100 && p > 99.5 ? "> 99 %" : `${p.toFixed(0)} %`;
  };
  const COLUMNS = [
    ["documents", count], ["hygiene", score], ["spun", percent], ["boilerplate", percent], ["duplicates", percent],
    ["encoding", percent], ["median", count], ["language", (text) => text.split(" ")[0]], ["last", (text) => text ?? ""],
  ];
  const WORDS = new Set(["site", "language", "last"]);

  // The table: sorted, searched, filtered, a page at a time.
  const PAGE = 50;
  const table = byId("site-table");
  const state = { field: "documents", down: true, text: "", filter: "", page: 0 };
  let found = data.rows;

  const choose = () => {
    const text = state.text.trim().toLowerCase();
    const field = at[state.filter];
    found = data.rows.filter((row) => (!text || row[0].toLowerCase().includes(text))
      && (!state.filter || (state.filter === "hygiene" ? row[field] !== null : row[field] > 0)));
    const key = at[state.field];
    const turn = state.down ? -1 : 1;
    found.sort((a, b) => {
      const [x, y] = [a[key], b[key]];
      if (x === y) return a[0] < b[0] ? -1 : 1;
      if (x === null || x === undefined) return 1; // what is not known comes last, whatever the order
      if (y === null || y === undefined) return -1;
      return x < y ? -turn : turn;
    });
  };
  const show = () => {
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    state.page = Math.min(Math.max(state.page, 0), pages - 1);
    const body = make("tbody");
    for (const row of found.slice(state.page * PAGE, (state.page + 1) * PAGE)) {
      const line = make("tr");
      const head = make("th", undefined, { scope: "row" });
      const open = make("button", row[0], { type: "button", class: "link" });
      open.addEventListener("click", () => openSite(row));
      head.append(open);
      line.append(head);
      for (const [name, told] of COLUMNS) line.append(make("td", told(row[at[name]]), WORDS.has(name) ? {} : { class: "num" }));
      body.append(line);
    }
    table.tBodies[0].replaceWith(body);
    byId("site-count").textContent = found.length === 1 ? "1 site" : `${count(found.length)} sites`;
    byId("site-pages").hidden = pages === 1;
    byId("site-page").textContent = `${count(state.page + 1)} of ${count(pages)}`;
    const [back, next] = byId("site-pages").querySelectorAll("button");
    back.disabled = state.page === 0;
    next.disabled = state.page === pages - 1;
    for (const head of table.tHead.rows[0].cells) {
      if (head.dataset.field === state.field) head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  };
  const again = (change) => { Object.assign(state, { page: 0 }, change); choose(); show(); };

  for (const head of table.tHead.rows[0].cells) {
    const button = make("button", head.textContent, { type: "button" });
    button.addEventListener("click", () => {
      const { field } = head.dataset;
      again({ field, down: state.field === field ? !state.down : !WORDS.has(field) });
    });
    head.replaceChildren(button);
  }
  byId("site-search").addEventListener("input", ({ target }) => again({ text: target.value }));
  byId("site-filter").addEventListener("change", ({ target }) => again({ filter: target.value }));
  byId("site-pages").addEventListener("click", ({ target }) => {
    const step = Number(target.closest("button")?.dataset.step ?? 0);
    if (step) { state.page += step; show(); }
  });
  byId("site-tools").hidden = false;
  document.querySelector("#sites .note.after").hidden = true;
  choose();
  show();

  // A site's own part.
  const dialog = byId("site");
  const figures = (caption, rows) => {
    const part = make("table", undefined, { class: "rows" });
    part.append(make("caption", caption, { class: "unseen" }));
    const body = part.createTBody();
    for (const [name, told, share] of rows) {
      const line = body.insertRow();
      line.append(make("th", name, { scope: "row" }), make("td", told, { class: "num" }));
      if (share === undefined) continue;
      const bar = svg("svg", { viewBox: "0 0 100 12", preserveAspectRatio: "none" });
      bar.append(svg("rect", { class: "track", width: 100, height: 12 }), svg("rect", { class: "plain", width: Math.round(share * 100), height: 12 }));
      const cell = make("td", undefined, { "aria-hidden": "true" });
      cell.append(bar);
      line.append(cell);
    }
    return part;
  };
  const openSite = (row) => {
    const of = (name) => row[at[name]];
    const close = make("button", "Close", { type: "button", class: "quiet close" });
    close.addEventListener("click", () => dialog.close());
    const parts = Object.entries(of("parts")).map(([name, value]) => [name.replaceAll("_", " "), score(value), value]);
    const judged = of("judged") === 0 ? "not judged" : `${percent(of("spun"))} of ${count(of("judged"))}`;
    const interval = of("spunLow") === null ? "–" : `${percent(of("spunLow"))} to ${percent(of("spunHigh"))}`;
    const grid = make("div", undefined, { class: "site-grid" });
    const left = make("div");
    left.append(make("h3", of("hygiene") === null ? "No score: too few documents" : `Hygiene ${score(of("hygiene"))}`), figures("Parts of the hygiene score", parts));
    const right = make("div");
    right.append(make("h3", "Figures"), figures("Figures", [
      ["documents", count(of("documents"))], ["left out", count(of("excluded"))], ["words", count(of("words"))],
      ["median words", count(of("median"))], ["spun", judged], ["95 % interval", interval],
      ["boilerplate", percent(of("boilerplate"))], ["duplicates, own", percent(of("ownDuplicates"))],
      ["duplicates, of other sites", percent(of("foreignDuplicates"))], ["repairs per 1,000 words", of("repairs").toFixed(1)],
      ["encoding trouble", percent(of("encoding"))], ["cut off", percent(of("cutOff"))], ["no byline", percent(of("noByline"))],
      ["no date", percent(of("noDate"))], ["mean quality", score(of("quality"))], ["languages", of("language")],
      ["first date", of("first") ?? "–"], ["last date", of("last") ?? "–"],
    ]));
    grid.append(left, right);
    const examples = make("div");
    examples.append(make("h3", "Examples"));
    const list = make("ul", undefined, { class: "doc-links" });
    for (const doc of docs.filter((doc) => doc.dataset.site === row[0])) {
      const link = make("button", doc.querySelector(".doc-title").textContent, { type: "button" });
      link.addEventListener("click", () => { dialog.close(); openDocument(doc); });
      const item = make("li");
      item.append(link, make("span", ` ${doc.dataset.sort}`, { class: "soft" }));
      list.append(item);
    }
    examples.append(list.children.length ? list : make("p", "None of its documents is among the examples.", { class: "note" }));
    dialog.replaceChildren(make("h2", row[0], { id: "site-title" }), close, grid, examples);
    dialog.showModal();
  };
  dialog.addEventListener("click", ({ target }) => { if (target === dialog) dialog.close(); });

  // The list of documents.
  const SHOWN = 20;
  const docs = [...document.querySelectorAll("#doc-list > details")];
  const titles = docs.map((doc) => `${doc.querySelector("summary").textContent}`.toLowerCase());
  let most = SHOWN;
  const list = () => {
    const text = byId("doc-search").value.trim().toLowerCase();
    const sort = byId("doc-filter").value;
    let hits = 0;
    docs.forEach((doc, i) => {
      const fits = (!text || titles[i].includes(text)) && (!sort || doc.dataset.sort === sort);
      hits += fits;
      doc.hidden = !fits || hits > most;
    });
    byId("doc-count").textContent = hits === 1 ? "1 document" : `${count(hits)} documents`;
    byId("doc-more").hidden = hits <= most;
  };
  const openDocument = (doc) => {
    doc.hidden = false;
    doc.open = true;
    doc.scrollIntoView({ block: "start" });
    doc.querySelector("summary").focus({ preventScroll: true });
  };
  byId("doc-tools").hidden = false;
  for (const [id, event] of [["doc-search", "input"], ["doc-filter", "change"]]) {
    byId(id).addEventListener(event, () => { most = SHOWN; list(); });
  }
  byId("doc-more").addEventListener("click", () => { most += 50; list(); });
  byId("doc-list").addEventListener("toggle", ({ target }) => { if (target.open && target.matches(".doc")) prepare(target); }, true);
  list();

  // An address with #doc7 or a place inside a document opens it.
  const follow = () => {
    const place = location.hash.length > 1 && byId(location.hash.slice(1));
    const doc = place && place.closest("#doc-list > details");
    if (!doc) return;
    doc.hidden = false;
    doc.open = true;
    place.scrollIntoView({ block: place === doc ? "start" : "center" });
  };
  addEventListener("hashchange", follow);
  follow();
})();
