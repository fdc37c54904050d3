// What the page of a report does beyond reading: theme, table of figures, order, places. Without
// it the page is whole but for the table. Runs before the page is drawn, so that nothing flickers.
(() => {
  "use strict";
  const root = document.documentElement, KEY = "huibao-theme";
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const named = (hash) => document.getElementById(hash.slice(1));

  function make(name, text = "", attributes = {}) {
    const element = document.createElement(name);
    element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  // ---- Theme, kept where the browser lets us

  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

  root.classList.add("js");
  try {
    if (/^(dark|light)$/.test(localStorage.getItem(KEY))) root.dataset.theme = localStorage.getItem(KEY);
  } catch { /* a page from a file may have no store */ }

  function prepareTheme(button) {
    const show = () => button.setAttribute("aria-pressed", isDark());
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      show();
      try {
        localStorage.setItem(KEY, root.dataset.theme);
      } catch { /* for this page only, then */ }
    });
    show();
  }

  // ---- Figures

  const readWords = (list) => new Map(list.split("|").map((pair) => pair.split("=")));
  const group = (number) => number.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));

  // The sentence around a value: before it, and behind.
  function readSentence(value) {
    const paragraph = value.closest("p"), range = document.createRange();
    const badge = paragraph.querySelector(".badge");
    range.selectNodeContents(paragraph);
    if (badge) range.setStartAfter(badge);
    const whole = range.toString();
    range.setEndBefore(value);
    const before = range.toString(), behind = whole.slice(before.length + value.textContent.length);
    return [/[^。；！？]*$/.exec(before)[0].trimStart(), /^[^。；！？]*[。；！？]?/.exec(behind)[0].trimEnd()];
  }

  function makeRow(value, units, bounds) {
    const row = make("tr"), link = value.querySelector("a");
    const get = (name) => value.getAttribute(name) ?? "", words = value.textContent.replace(/\s+/g, "");
    const add = (shown, raw = shown, name = "td") => {
      const cell = row.appendChild(make(name, shown));
      cell.raw = raw;
      if (/[\u3400-\u9fff]/.test(raw)) cell.lang = "zh-Hans-CN";
      return cell;
    };
    const range = (from, to) => (to ? `${from}–${to}` : from);
    const head = add("", words, "th");
    head.scope = "row";
    head.append(make("a", words, { class: link?.className ?? "q", href: link?.hash ?? `#${value.id}` }));
    add(range(group(get("value")), group(get("max"))), range(get("value"), get("max"))).className = "n";
    add((units.get(get("unit")) ?? get("unit")) + (get("per") && ` / ${get("per")}`));
    add(bounds.get(get("bound")) ?? "");
    add(get("of"));
    add(value.closest(".part").firstElementChild.textContent);
    const [before, behind] = readSentence(value), sentence = add("", before + words + behind);
    sentence.className = "sentence";
    sentence.append(before, make("mark", words), behind);
    return row;
  }

  function prepareSorting(table) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = make("button", head.textContent, { type: "button" });
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.ariaSort === "ascending", sign = down ? -1 : 1;
        const raw = (row) => row.cells[column].raw;
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        table.tBodies[0].append(...[...table.tBodies[0].rows].sort((a, b) =>
          sign * (column === 1 ? parseFloat(raw(a)) - parseFloat(raw(b)) : raw(a).localeCompare(raw(b), "zh"))));
      });
    });
  }

  // A text that a spreadsheet would take for a formula gets an apostrophe.
  function quote(text) {
    const safe = /^[=+\-@]/.test(text) && !/^-?[\d.]+$/.test(text) ? `'${text}` : text;
    return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  const writeCsv = (table) => [...table.rows].map((row) =>
    [...row.cells].map((cell) => quote((cell.raw ?? cell.textContent).replace(/\s+/g, " "))).join(",")).join("\r\n") + "\r\n";

  function prepareCopy(button, table) {
    const say = make("span", "", { role: "status", class: "note" });
    button.after(say);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(writeCsv(table));
        say.textContent = button.dataset.done;
      } catch {
        const box = make("textarea", writeCsv(table), { rows: 6, readonly: "", "aria-label": button.textContent });
        say.textContent = button.dataset.failed;
        button.parentNode.after(box);
        box.select();
      }
    });
  }

  function prepareFacts(section) {
    const template = section.querySelector("template"), content = template.content.cloneNode(true);
    const values = all(".item hb-q", section.closest(".report")), table = content.querySelector("table");
    const units = readWords(template.dataset.units), bounds = readWords(template.dataset.bounds);
    if (values.length === 0) {
      section.append(content.querySelector(".empty"));
      return;
    }
    content.querySelector(".empty").remove();
    table.tBodies[0].append(...values.map((value) => makeRow(value, units, bounds)));
    prepareSorting(table);
    prepareCopy(content.querySelector(".copy"), table);
    section.append(content);
  }

  // ---- Order of the items: they count up in the source, as their ids do

  function prepareOrder(button) {
    const parts = all(".part", button.closest(".reading")), homes = parts.map((part) => [...part.childNodes]);
    const names = [button.textContent, button.dataset.parts], flow = make("section", "", { class: "flow", "aria-label": names[0] });
    const fill = () => {
      const entries = [];
      for (const part of parts) {
        let heading = "";
        for (const child of part.children)
          if (child.matches(".section")) heading = child.textContent;
          else if (child.matches(".item"))
            entries.push({ item: child, heading, part: part.firstElementChild.textContent, n: +/\d+$/.exec(child.id)[0] });
      }
      entries.sort((a, b) => a.n - b.n).forEach((entry, i) => {
        const last = entries[i - 1] ?? {};
        if (entry.part !== last.part) flow.append(make("p", entry.part, { class: "order-label" }));
        if (entry.heading && entry.heading !== last.heading) flow.append(make("p", entry.heading, { class: "section" }));
        flow.append(entry.item);
      });
      parts[0].before(flow);
    };
    const set = (on) => {
      if (on) fill();
      else flow.remove();
      parts.forEach((part, i) => {
        if (!on) part.append(...homes[i]);
        part.hidden = on;
      });
      if (!on) flow.replaceChildren();
      button.textContent = names[+on];
      button.setAttribute("aria-pressed", on);
    };
    button.addEventListener("click", () => set(!flow.isConnected));
    return () => flow.isConnected && set(false);
  }

  // ---- Findings: from behind their piece of the source to their words

  // Places count code points; strings count UTF-16.
  const toUnits = (text, n) => [...text].slice(0, n).join("").length;

  function markNode(entry, from, to, name) {
    const text = entry.node.data, mark = make("mark", "", { class: name });
    const a = toUnits(text, Math.max(from - entry.from, 0)), b = toUnits(text, to - entry.from);
    if (b < text.length) entry.node.splitText(b);
    const node = a > 0 ? entry.node.splitText(a) : entry.node;
    node.replaceWith(mark);
    mark.append(node);
    entry.to = Math.max(from, entry.from);
    return mark;
  }

  function prepareSource(paper) {
    const walker = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT), nodes = [], refs = all(".ref", paper);
    for (let at = 0; refs.length > 0 && walker.nextNode(); at = nodes[nodes.length - 1].to)
      nodes.push({ node: walker.currentNode, from: at, to: at + [...walker.currentNode.data].length });
    for (const ref of refs.reverse()) {
      const [from, to] = ref.id.slice(1).split("-").map(Number);
      let first = null;
      for (let i = nodes.length - 1; i >= 0 && nodes[i].to > from; i--)
        if (nodes[i].from < to) first = markNode(nodes[i], from, Math.min(to, nodes[i].to), ref.classList[1]);
      if (first) (first.closest("a") ?? first).before(ref);
    }
  }

  // ---- Where the reader is

  function prepareOutline(links) {
    let waiting = false;
    const update = () => {
      const seen = links.filter((link) => {
        const target = named(link.hash);
        link.removeAttribute("aria-current");
        return target?.getClientRects().length && target.getBoundingClientRect().top < innerHeight / 3;
      });
      seen.pop()?.setAttribute("aria-current", "true");
      waiting = false;
    };
    addEventListener("scroll", () => {
      if (!waiting) requestAnimationFrame(update);
      waiting = true;
    }, { passive: true });
    update();
  }

  // Both ends of a value are shown: its words in the text, and in the source.
  function showPlace() {
    const target = named(location.hash);
    for (const hit of all(".hit")) hit.classList.remove("hit");
    if (target?.matches("a.q")) named(target.hash)?.classList.add("hit");
  }

  document.addEventListener("DOMContentLoaded", () => {
    all(".theme").forEach(prepareTheme);
    all(".facts").forEach(prepareFacts);
    all(".paper").forEach(prepareSource);
    const restore = all(".order").map(prepareOrder);
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.('a[href^="#"]');
      if (link && named(link.hash)?.closest("[hidden]")) restore.forEach((work) => work());
    });
    addEventListener("hashchange", showPlace);
    showPlace();
    prepareOutline(all(".outline a"));
  });
})();
