// What the page of a report does beyond reading: theme, table of figures, order, places. Without
// it the page is whole but for the table. Runs before the page is drawn, so that nothing flickers.
(function () {
  "use strict";
  var root = document.documentElement;
  var THEME = "huibao-theme";

  function each(list, work) {
    Array.prototype.forEach.call(list, work);
  }

  function make(name, text, attributes) {
    var element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    for (var key in attributes || {}) element.setAttribute(key, attributes[key]);
    return element;
  }

  // ---- Theme: kept where the browser lets us

  function kept(value) {
    try {
      if (value === undefined) return localStorage.getItem(THEME);
      localStorage.setItem(THEME, value);
    } catch (error) {
      return null;
    }
    return value;
  }

  function setTheme(theme) {
    if (theme === "dark" || theme === "light") root.setAttribute("data-theme", theme);
  }

  root.classList.add("js");
  setTheme(kept());

  function isDark() {
    var theme = root.getAttribute("data-theme");
    return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function prepareTheme(button) {
    button.setAttribute("aria-pressed", isDark());
    button.addEventListener("click", function () {
      setTheme(kept(isDark() ? "light" : "dark") || (isDark() ? "light" : "dark"));
      button.setAttribute("aria-pressed", isDark());
    });
  }

  // ---- Figures

  function readWords(list) {
    var words = {};
    each((list || "").split("|"), function (pair) {
      var equals = pair.indexOf("=");
      words[pair.slice(0, equals)] = pair.slice(equals + 1);
    });
    return words;
  }

  function group(number) {
    var parts = number.split(".");
    parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, ",");
    return parts.join(".");
  }

  // The sentence around a value: [before, words, behind].
  function readSentence(value) {
    var paragraph = value.closest("p"), range = document.createRange();
    var badge = paragraph.querySelector(".badge"), words = value.textContent;
    range.selectNodeContents(paragraph);
    if (badge) range.setStartAfter(badge);
    var whole = range.toString();
    range.setEndBefore(value);
    var before = range.toString(), behind = whole.slice(before.length + words.length);
    before = before.slice(Math.max.apply(null, ["。", "；", "！", "？"].map(function (mark) {
      return before.lastIndexOf(mark) + 1;
    })));
    return [before.replace(/^\s+/, ""), words, (/^[^。；！？]*[。；！？]?/.exec(behind) || [""])[0]];
  }

  function addCell(row, text, raw, name) {
    var cell = make(name || "td", text);
    cell.raw = raw === undefined ? text : raw;
    row.appendChild(cell);
    return cell;
  }

  function makeRow(value, words) {
    var row = make("tr"), get = function (name) { return value.getAttribute(name) || ""; };
    var link = value.querySelector("a"), text = value.textContent.replace(/\s+/g, "");
    var range = get("max") ? "–" + group(get("max")) : "";
    var head = addCell(row, "", text, "th");
    head.setAttribute("scope", "row");
    head.appendChild(make("a", text, { href: link ? link.getAttribute("href") : "#" + value.id, class: "q" }));
    addCell(row, group(get("value")) + range, get("value") + (get("max") ? "–" + get("max") : "")).className = "n";
    addCell(row, (words.units[get("unit")] || get("unit")) + (get("per") ? " / " + get("per") : ""));
    addCell(row, words.bounds[get("bound")] || "");
    addCell(row, get("of"));
    addCell(row, value.closest(".part").firstElementChild.textContent);
    var parts = readSentence(value), cell = addCell(row, "", parts.join(""));
    cell.className = "sentence";
    cell.appendChild(document.createTextNode(parts[0]));
    cell.appendChild(make("mark", parts[1]));
    cell.appendChild(document.createTextNode(parts[2]));
    if (root.lang !== "zh-Hans-CN") each([head, row.cells[4], cell], function (c) { c.lang = "zh-Hans-CN"; });
    return row;
  }

  function compareCells(left, right, isNumber) {
    if (isNumber) return parseFloat(left) - parseFloat(right);
    return left.localeCompare(right, "zh");
  }

  function prepareSorting(table) {
    each(table.tHead.rows[0].cells, function (head, column) {
      var button = make("button", head.textContent, { type: "button" });
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending", body = table.tBodies[0];
        var rows = Array.prototype.slice.call(body.rows);
        each(table.tHead.rows[0].cells, function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        rows.sort(function (a, b) {
          var order = compareCells(a.cells[column].raw, b.cells[column].raw, column === 1);
          return down ? -order : order;
        });
        rows.forEach(function (row) { body.appendChild(row); });
      });
    });
  }

  // A text that a spreadsheet would take for a formula gets an apostrophe.
  function quote(text) {
    var safe = /^[=+\-@\t\r]/.test(text) && !/^-?[\d.]+$/.test(text) ? "'" + text : text;
    return /[",\n\r]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }

  function writeCsv(table) {
    var lines = [];
    each(table.rows, function (row) {
      lines.push(Array.prototype.map.call(row.cells, function (cell) {
        return quote((cell.raw === undefined ? cell.textContent : cell.raw).replace(/\s+/g, " "));
      }).join(","));
    });
    return lines.join("\r\n") + "\r\n";
  }

  function prepareCopy(button, table) {
    var say = make("span", "", { role: "status", class: "note" });
    button.parentNode.appendChild(say);
    button.addEventListener("click", function () {
      var csv = writeCsv(table), done = function () { say.textContent = button.dataset.done; };
      var failed = function () {
        var box = make("textarea", csv, { rows: 6, readonly: "", "aria-label": button.textContent });
        say.textContent = button.dataset.failed;
        button.parentNode.parentNode.insertBefore(box, button.parentNode.nextSibling);
        box.focus();
        box.select();
      };
      if (navigator.clipboard) navigator.clipboard.writeText(csv).then(done, failed);
      else failed();
    });
  }

  function prepareFacts(section) {
    var template = section.querySelector("template");
    var values = section.closest(".report").querySelectorAll(".item hb-q");
    var words = { units: readWords(template.dataset.units), bounds: readWords(template.dataset.bounds) };
    var content = template.content.cloneNode(true), table = content.querySelector("table");
    if (values.length === 0) {
      section.appendChild(content.querySelector(".empty"));
      return;
    }
    content.querySelector(".empty").remove();
    each(values, function (value) { table.tBodies[0].appendChild(makeRow(value, words)); });
    prepareSorting(table);
    prepareCopy(content.querySelector(".copy"), table);
    section.appendChild(content);
  }

  // ---- Order of the items

  function Order(button) {
    var reading = button.closest(".reading"), self = this;
    this.button = button;
    this.names = [button.textContent, button.dataset.parts];
    this.parts = Array.prototype.slice.call(reading.querySelectorAll(".part"));
    this.homes = this.parts.map(function (part) { return Array.prototype.slice.call(part.childNodes); });
    button.addEventListener("click", function () { self.set(!self.flow); });
  }

  // Items count up in the source, as their ids do.
  Order.prototype.list = function () {
    var items = [];
    this.parts.forEach(function (part) {
      var section = null;
      each(part.children, function (child) {
        if (child.classList.contains("section")) section = child;
        if (child.classList.contains("item"))
          items.push({ item: child, section: section, part: part.firstElementChild, n: +/\d+$/.exec(child.id)[0] });
      });
    });
    return items.sort(function (a, b) { return a.n - b.n; });
  };

  Order.prototype.set = function (on) {
    var flow = make("section", undefined, { class: "flow", "aria-label": this.names[0] }), last = {};
    if (on) {
      this.list().forEach(function (entry) {
        if (entry.part !== last.part) flow.appendChild(make("p", entry.part.textContent, { class: "order-label" }));
        if (entry.section && entry.section.textContent !== (last.section || {}).textContent)
          flow.appendChild(make("p", entry.section.textContent, { class: "section" }));
        flow.appendChild(entry.item);
        last = entry;
      });
      this.parts[0].parentNode.insertBefore(flow, this.parts[0]);
    } else {
      this.flow.remove();
    }
    this.flow = on ? flow : null;
    this.parts.forEach(function (part, i) {
      part.hidden = on;
      if (!on) this.homes[i].forEach(function (node) { part.appendChild(node); });
    }, this);
    this.button.textContent = this.names[on ? 1 : 0];
    this.button.setAttribute("aria-pressed", on);
  };

  // ---- Findings: from behind their piece of the source to their words

  function listText(paper) {
    var walker = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT), nodes = [], at = 0;
    while (walker.nextNode()) {
      var length = Array.from(walker.currentNode.data).length;
      nodes.push({ node: walker.currentNode, from: at, to: at + length });
      at += length;
    }
    return nodes;
  }

  // Code points to the units that strings are counted in.
  function toUnits(text, n) {
    return Array.from(text).slice(0, n).join("").length;
  }

  function markNode(entry, from, to, name) {
    var text = entry.node.data, node = entry.node;
    var a = toUnits(text, Math.max(from - entry.from, 0)), b = toUnits(text, to - entry.from);
    var mark = make("mark", undefined, { class: name });
    if (b < text.length) node.splitText(b);
    if (a > 0) node = node.splitText(a);
    node.parentNode.insertBefore(mark, node);
    mark.appendChild(node);
    entry.to = Math.max(from, entry.from);
    return mark;
  }

  function markFinding(ref, nodes) {
    var place = /^d(\d+)-(\d+)-/.exec(ref.id), first = null;
    for (var i = nodes.length - 1; i >= 0 && nodes[i].to > +place[1]; i--)
      if (nodes[i].from < +place[2]) first = markNode(nodes[i], +place[1], Math.min(+place[2], nodes[i].to), ref.classList[1]);
    if (first) first.parentNode.insertBefore(ref, first);
  }

  function prepareSource(paper) {
    var refs = paper.querySelectorAll(".ref"), nodes = refs.length > 0 ? listText(paper) : [];
    for (var i = refs.length - 1; i >= 0; i--) markFinding(refs[i], nodes);
  }

  // ---- Where the reader is

  function prepareOutline(links) {
    var waiting = false;
    function update() {
      var current = null;
      waiting = false;
      each(links, function (link) {
        var target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
        link.removeAttribute("aria-current");
        if (target && target.getClientRects().length > 0 && target.getBoundingClientRect().top < innerHeight / 3)
          current = link;
      });
      if (current) current.setAttribute("aria-current", "true");
    }
    addEventListener("scroll", function () {
      if (!waiting) requestAnimationFrame(update);
      waiting = true;
    }, { passive: true });
    update();
  }

  function preparePlaces(orders) {
    function show() {
      var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      each(document.querySelectorAll(".hit"), function (hit) { hit.classList.remove("hit"); });
      if (!target) return;
      var other = target.hash && document.getElementById(decodeURIComponent(target.hash.slice(1)));
      if (other && target.matches(".q")) other.classList.add("hit");
    }
    document.addEventListener("click", function (event) {
      var link = event.target.closest && event.target.closest('a[href^="#"]');
      var target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (target && target.closest("[hidden]")) orders.forEach(function (order) { if (order.flow) order.set(false); });
    });
    addEventListener("hashchange", show);
    show();
  }

  document.addEventListener("DOMContentLoaded", function () {
    each(document.querySelectorAll(".theme"), prepareTheme);
    each(document.querySelectorAll(".facts"), prepareFacts);
    each(document.querySelectorAll(".paper"), prepareSource);
    preparePlaces(Array.prototype.map.call(document.querySelectorAll(".order"), function (button) { return new Order(button); }));
    prepareOutline(document.querySelectorAll(".outline a"));
  });
})();
