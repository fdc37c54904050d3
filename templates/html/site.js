// The pages about all reports: search, filters, sorting, comparison, theme. Data come as scripts: a
// page opened from a folder may load nothing else. Words and cells come from the page.
"use strict";
const $ = (id) => document.getElementById(id);
const store = { rows: [], figures: [], terms: [], texts: [] };
const folds = new Map();

// ---- Data

window.huibao = {
  ...Object.fromEntries(Object.entries(store).map(([name, files]) => [name, (k, data) => { files[k] = data; }])),
  search: (data) => {
    store.index = data;
    store.firsts = data.terms.map((term) => number(...term));
  },
  fold: (from, to, dropped) => {
    const targets = [...to];
    [...from].forEach((c, i) => folds.set(c, targets[i]));
    for (const c of dropped) folds.set(c, "");
  },
};

const loads = new Map();
function load(path) {
  if (!loads.has(path))
    loads.set(path, new Promise((good, bad) => {
      const script = make("script");
      script.src = path;
      script.onload = good;
      script.onerror = () => { loads.delete(path); bad(new Error(path)); };
      document.head.append(script);
    }));
  return loads.get(path);
}

async function loadRows() {
  await load("search/index.js");
  const files = Math.ceil(store.index.n / store.index.rows);
  await Promise.all(Array.from({ length: files }, (_, k) => load(`data/rows-${k}.js`)));
  store.all ??= store.rows.flat();
  return store.all;
}

// A row is [stem, id, title, place, issuer, period, genre, characters, parts, facts, findings].
const pageOf = (stem) => `${stem.split("/").map(encodeURIComponent).join("/")}.html`;
const linkOf = (row) => pageOf(row[0]) + (row[1] !== "" && row[1] !== "r1" ? `#${row[1]}` : "");
const nameOf = (row, words) => row[2] || (row[1] === "" ? `${row[0]} ${words.unread ?? ""}` : words.untitled);
function setLink(parent, row, words) {
  const link = parent.querySelector("a");
  link.href = linkOf(row);
  link.firstElementChild.textContent = nameOf(row, words);
}
const keyOf = (row) => `${row[0]}:${row[1]}`;
const say = (text, values) => text.replace(/\{(\w)\}/g, (_, name) => values[name]);
const count = (n) => n.toLocaleString("en");
function make(tag, ...content) {
  const made = document.createElement(tag);
  made.append(...content);
  return made;
}

// ---- Address: what was asked for, after '#'

const hashOf = (chosen) => new URLSearchParams([...chosen].map((key) => ["r", key]));
const readHash = () => new URLSearchParams(location.hash.slice(1));
function writeHash(parameters) {
  const hash = `#${parameters}`;
  if (hash !== (location.hash || "#")) history.replaceState(null, "", hash);
}

// ---- Search: the same terms as when the index was made

const HALF = 2 ** 21;
const number = (a, b) => a.codePointAt(0) * HALF + (b === undefined ? 0 : b.codePointAt(0));

/** The text as it is searched, and where each unit of it stands in the text. */
function fold(text) {
  let folded = "", at = 0;
  const places = [];
  for (const c of text) {
    const to = folds.get(c) ?? c;
    for (let i = 0; i < to.length; i++) places.push(at);
    folded += to;
    at += c.length;
  }
  places.push(at);
  return { folded, places };
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Rows of the terms from `low` to `high` in one file of terms. */
function scan(text, low, high, rows) {
  let at = 0, term = 0;
  const next = () => {
    let n = 0, factor = 1, digit;
    do {
      digit = DIGITS.indexOf(text[at++]);
      n += (digit & 31) * factor;
      factor *= 32;
    } while (digit & 32);
    return n;
  };
  while (at < text.length) {
    term += next();
    if (term > high) return;
    let row = 0;
    for (let left = next(); left > 0; left--) {
      row += next();
      if (term >= low) rows.add(row);
    }
  }
}

/** The last place in a sorted list that is not above `value`. */
function find(list, value) {
  let low = 0, high = list.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (list[middle] <= value) low = middle;
    else high = middle;
  }
  return low;
}

async function rowsOf(low, high) {
  const rows = new Set(), jobs = [];
  for (let k = find(store.firsts, low); k <= find(store.firsts, high) && store.firsts.length; k++)
    jobs.push(load(`search/terms-${k}.js`).then(() => scan(store.terms[k], low, high, rows)));
  await Promise.all(jobs);
  return rows;
}

/** Rows that may hold the words, in order; for one or two characters those that do. */
async function findRows(folded) {
  const chars = [...folded];
  if (chars.length === 1) {
    const low = number(chars[0]);
    return [...await rowsOf(low, low + HALF - 1)].sort((a, b) => a - b);
  }
  const terms = new Set(chars.slice(1).map((c, i) => number(chars[i], c)));
  const sets = await Promise.all([...terms].map((term) => rowsOf(term, term)));
  sets.sort((a, b) => a.size - b.size);
  return [...sets[0]].filter((row) => sets.every((set) => set.has(row))).sort((a, b) => a - b);
}

/** The first places of the words in a row, and how many there are. */
async function findPlaces(n, folded) {
  const k = find(store.index.texts, n), places = [];
  await load(`search/texts-${k}.js`);
  const [stem, id, texts] = store.texts[k][n - store.index.texts[k]];
  let found = 0;
  for (let i = 0; i < texts.length; i += 2) {
    const text = texts[i + 1], it = fold(text);
    for (let at = it.folded.indexOf(folded); at >= 0; at = it.folded.indexOf(folded, at + folded.length)) {
      const from = it.places[at], to = it.places[at + folded.length];
      if (found++ < 3)
        places.push({ key: texts[i], before: text.slice(Math.max(0, from - 24), from), match: text.slice(from, to), after: text.slice(to, to + 36) });
    }
  }
  return { stem, id, title: texts[1], places, found };
}

// ---- Index

/** Draws more, and moves to the first that is new. */
async function goOn(list, draw) {
  const last = list.lastElementChild;
  await draw();
  last.nextElementSibling?.querySelector("a").focus();
}

function startIndex() {
  const tools = $("tools"), words = tools.dataset, table = $("rows"), body = table.tBodies[0];
  const { choose } = table.dataset, heads = [...table.tHead.rows[0].cells];
  const filters = $("filters"), status = $("status"), chosen = new Set();
  const SHOWN = 100, HITS = 10;
  const state = { query: "", sort: 0, down: false, filters: {} };
  let shown = [], drawn = 0, turn = 0;

  function fill(row) {
    const tr = $("row").content.firstElementChild.cloneNode(true), cells = tr.cells;
    setLink(cells[0], row, words);
    [1, 2, 3].forEach((i) => { (cells[i].querySelector("bdi") ?? cells[i]).textContent = row[i + 2]; });
    cells[4].textContent = [...$("f-genre").options].find((o) => o.value && o.value === row[6])?.text ?? row[6];
    cells[5].textContent = count(row[7]);
    [...cells[6].querySelectorAll("li")].forEach((li, i) => {
      const items = row[8][i + 1]?.[1] ?? 0;
      li.querySelector("b").textContent = items;
      li.classList.toggle("zero", items === 0);
    });
    cells[7].textContent = row[9];
    cells[8].textContent = row[10];
    tr.dataset.row = keyOf(row);
    addBox(tr, choose, chosen, drawChosen);
    return tr;
  }

  const value = { place: (row) => row[3], year: (row) => /^\d{4}|/.exec(row[5])[0], genre: (row) => row[6], issuer: (row) => row[4] };
  const NONE = "-", filtered = () => Object.keys(state.filters).length > 0;
  function passes(row) {
    return Object.entries(state.filters).every(([key, wanted]) => {
      if (key === "part") return row[8][Number(wanted)]?.[1] > 0;
      return (value[key](row) || NONE) === wanted;
    });
  }

  function compare(a, b) {
    let x = a[state.sort] ?? "", y = b[state.sort] ?? "";
    if (state.sort === 8) [x, y] = [a, b].map((row) => row[8].slice(1, 6).filter((p) => p[1] > 0).length);
    if (typeof x === "number") return x - y;
    return (x === "") - (y === "") || x.localeCompare(y, "zh");
  }

  function drawMore() {
    body.append(...shown.slice(drawn, drawn + SHOWN).map((n) => fill(store.all[n])));
    drawn = Math.min(drawn + SHOWN, shown.length);
    $("rows-more").hidden = drawn >= shown.length;
  }

  function drawRows() {
    shown = [...store.all.keys()].filter((n) => passes(store.all[n]));
    if (state.sort > 0) shown.sort((a, b) => (state.down ? -1 : 1) * compare(store.all[a], store.all[b]) || a - b);
    body.replaceChildren();
    drawn = 0;
    drawMore();
    $("pages").hidden = true;
    for (const th of heads)
      th.ariaSort = Number(th.dataset.sort) !== state.sort ? "none" : state.down ? "descending" : "ascending";
  }

  function drawHit(hit) {
    const li = $("hit").content.firstElementChild.cloneNode(true), list = li.querySelector("ul");
    const row = [hit.stem, hit.id, hit.title];
    setLink(li, row, words);
    li.querySelector(".count").textContent = say($("hit").dataset.text, { n: count(hit.found) });
    for (const place of hit.places) {
      const a = make("a", make("bdi", place.before, make("mark", place.match), place.after));
      a.href = place.key ? `${pageOf(hit.stem)}#${place.key}` : linkOf(row);
      list.append(make("li", a));
    }
    return li;
  }

  async function search(mine) {
    status.textContent = words.loading;
    await Promise.all([load("search/index.js"), load("search/fold.js")]);
    const { folded } = fold(state.query);
    const some = filtered();
    if (some || folded === "") await loadRows();
    if (folded === "") return showAll();
    const rows = (await findRows(folded)).filter((n) => !some || passes(store.all[n]));
    const exact = [...folded].length <= 2;
    let next = 0, listed = 0;
    async function more() {
      for (let wanted = listed + HITS; listed < wanted && next < rows.length; next++) {
        const hit = await findPlaces(rows[next], folded);
        if (mine !== turn) return;
        if (hit.found === 0) continue;
        $("hit-list").append(drawHit(hit));
        listed++;
      }
      const known = exact || next >= rows.length, n = exact || !known ? rows.length : listed;
      status.textContent = say(n === 0 ? words.none : known ? words.hits : words.candidates, { n: count(n), q: state.query });
      $("hits-more").hidden = next >= rows.length;
    }
    if (mine !== turn) return;
    $("hit-list").replaceChildren();
    $("hits-more").onclick = () => goOn($("hit-list"), more);
    await more();
    if (mine !== turn) return;
    $("hits").hidden = listed === 0;
    $("list").hidden = true;
  }

  function showAll() {
    const some = filtered();
    $("hits").hidden = true;
    $("list").hidden = false;
    if (some || state.sort > 0 || $("pages").hidden) drawRows();
    const n = some ? shown.length : store.all.length;
    status.textContent = say(some ? words.filtered : words.all, { n: count(n), m: count(store.all.length) });
  }

  async function update() {
    const mine = ++turn, hash = new URLSearchParams();
    if (state.query) hash.set("q", state.query);
    for (const [key, wanted] of Object.entries(state.filters)) hash.set(key, wanted);
    if (state.sort > 0) hash.set("sort", state.sort + (state.down ? "d" : ""));
    writeHash(hash);
    try {
      if (state.query) return await search(mine);
      await loadRows();
      if (mine === turn) showAll();
    } catch (error) {
      status.textContent = say(words.failed, { q: error.message });
    }
  }

  function drawChosen() {
    const link = $("compare-link");
    $("compare-bar").hidden = chosen.size === 0;
    link.textContent = say(link.dataset.text, { n: chosen.size });
    link.href = `compare.html#${hashOf(chosen)}`;
  }

  function fillFilters() {
    for (const key of ["place", "year", "issuer"]) {
      const counts = new Map();
      for (const row of store.all) counts.set(value[key](row), (counts.get(value[key](row)) ?? 0) + 1);
      const values = [...counts].sort((a, b) => (key === "year" ? b[0].localeCompare(a[0]) : b[1] - a[1] || a[0].localeCompare(b[0])));
      for (const [text, n] of values.slice(0, 1000))
        $(`f-${key}`).append(new Option(`${text || words.empty} (${count(n)})`, text || NONE));
      $(`f-${key}`).value = state.filters[key] ?? "";
    }
  }

  function readState() {
    const hash = readHash(), sort = /^(\d+)(d?)$/.exec(hash.get("sort") ?? "");
    state.query = hash.get("q") ?? "";
    state.sort = sort ? Number(sort[1]) : 0;
    state.down = Boolean(sort?.[2]);
    state.filters = {};
    for (const select of filters.querySelectorAll("select")) {
      const wanted = hash.get(select.dataset.key);
      if (wanted) state.filters[select.dataset.key] = wanted;
      select.value = wanted ?? "";
    }
    $("q").value = state.query;
  }

  for (const th of heads) {
    const button = make("button", ...th.childNodes);
    button.type = "button";
    th.ariaSort = "none";
    th.append(button);
    button.addEventListener("click", () => {
      const column = Number(th.dataset.sort);
      state.down = state.sort === column ? !state.down : column >= 7;
      state.sort = column;
      update();
    });
  }
  for (const tr of body.rows) addBox(tr, choose, chosen, drawChosen);
  $("rows-more").onclick = () => goOn(body, drawMore);
  let timer;
  const ask = () => {
    clearTimeout(timer);
    state.query = $("q").value.trim();
    update();
  };
  $("search").onsubmit = (event) => {
    event.preventDefault();
    ask();
  };
  $("q").oninput = (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, 250);
  };
  filters.onchange = ({ target }) => {
    state.filters[target.dataset.key] = target.value;
    if (!target.value) delete state.filters[target.dataset.key];
    update();
  };
  filters.onreset = () => {
    state.filters = {};
    setTimeout(update);
  };
  window.onhashchange = () => {
    readState();
    update();
  };
  tools.hidden = false;
  readState();
  loadRows().then(fillFilters, () => {}).then(update);
}

// ---- Choosing

function addBox(tr, label, chosen, changed) {
  const box = make("input"), link = tr.cells[0].querySelector("a");
  box.type = "checkbox";
  box.checked = chosen.has(tr.dataset.row);
  box.setAttribute("aria-label", label + link.textContent);
  box.onchange = () => {
    chosen[box.checked ? "add" : "delete"](tr.dataset.row);
    changed();
  };
  link.before(box);
}

function startCompare() {
  const side = $("side"), table = $("side-table"), body = table.tBodies[0], matrix = $("matrix");
  const word = (kind, name) => $("words").querySelector(`[data-${kind}="${CSS.escape(name)}"]`)?.textContent ?? name;
  const list = (kind) => [...$("words").querySelectorAll(`[data-${kind}]`)].map((li) => li.dataset[kind]);
  const chosen = new Set();

  function put(label, rows, content) {
    const head = make("th", label), tr = make("tr", head);
    head.scope = "row";
    for (const n of rows) {
      const td = make("td", ...content(n));
      if (td.childNodes.length === 0) {
        td.textContent = side.dataset.none;
        td.className = "zero";
      }
      tr.append(td);
    }
    body.append(tr);
  }

  function figure(row, [, key, text, bound, unit, , , per]) {
    const a = make("a", make("bdi", text)), p = make("p", a);
    a.href = `${pageOf(row[0])}#${key}`;
    const rest = [bound === "exact" ? "" : word("bound", bound), per ? `${side.dataset.per} ${per}` : ""].filter(Boolean);
    if (rest.length > 0) p.append(` ${rest.join(" · ")}`);
    return p;
  }

  async function draw() {
    const all = await loadRows(), byKey = new Map(all.map((row, n) => [keyOf(row), n]));
    const rows = [...chosen].map((key) => byKey.get(key)).filter((n) => n !== undefined).slice(0, 12);
    await Promise.all(rows.map((n) => load(`data/figures-${Math.floor(n / store.index.figures)}.js`)));
    const figures = (n) => store.figures[Math.floor(n / store.index.figures)][n % store.index.figures];
    table.hidden = rows.length === 0;
    $("side-hint").hidden = rows.length > 1;
    table.tHead.rows[0].replaceChildren(table.tHead.rows[0].cells[0], ...rows.map((n) => {
      const a = make("a", make("bdi", nameOf(all[n], side.dataset))), th = make("th", a);
      a.href = linkOf(all[n]);
      th.scope = "col";
      return th;
    }));
    body.replaceChildren();
    put(side.dataset.period, rows, (n) => (all[n][5] ? [all[n][5]] : []));
    put(side.dataset.characters, rows, (n) => [count(all[n][7])]);
    list("part").forEach((part, i) => put(word("part", part), rows, (n) => {
      const [characters, items, facts] = all[n][8][i] ?? [0, 0, 0];
      return items > 0 ? [`${count(characters)} / ${items} / ${facts}`] : [];
    }));
    for (const kind of list("kind"))
      if (rows.some((n) => figures(n).some((f) => f[0] === kind)))
        put(word("kind", kind), rows, (n) => figures(n).filter((f) => f[0] === kind).map((f) => figure(all[n], f)));
    const wanted = new Set(rows.map(String)), only = $("side-only").checked && rows.length > 0;
    for (const tr of document.querySelectorAll("tr[data-n]")) tr.hidden = only && !wanted.has(tr.dataset.n);
  }

  function changed() {
    writeHash(hashOf(chosen));
    draw();
  }

  function read() {
    chosen.clear();
    for (const key of readHash().getAll("r")) chosen.add(key);
    for (const tr of matrix.tBodies[0].rows) tr.querySelector("input").checked = chosen.has(tr.dataset.row);
    draw();
  }

  for (const tr of matrix.tBodies[0].rows) addBox(tr, matrix.dataset.choose, chosen, changed);
  $("side-clear").onclick = () => {
    chosen.clear();
    for (const box of matrix.querySelectorAll("input")) box.checked = false;
    changed();
  };
  $("side-only").onchange = draw;
  window.onhashchange = read;
  side.hidden = false;
  read();
}

// ---- Theme

/** What was kept, null where nothing can be; a value is kept. */
function keep(value) {
  try {
    return value ? localStorage.setItem("huibao-theme", value) : localStorage.getItem("huibao-theme");
  } catch {
    return null;
  }
}

function startTheme() {
  const { dataset } = document.documentElement, button = $("theme"), kept = keep();
  const draw = () => button.setAttribute("aria-pressed", dataset.theme === "dark");
  dataset.theme = kept ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  draw();
  button.hidden = false;
  button.onclick = () => {
    dataset.theme = dataset.theme === "dark" ? "light" : "dark";
    keep(dataset.theme);
    draw();
  };
}

startTheme();
if ($("tools")) startIndex();
if ($("side")) startCompare();
