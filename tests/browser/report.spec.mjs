// The page of a report.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DESKTOP, PHONE, ROOT } from "./suite.mjs";

const REPORT = `下载提示：本文档由会员上传，如有侵权请联系站长删除。
云溪区2023年双拥工作情况汇报

近年来，我区共接待驻区部队官兵3200余人次，连续两届被命名为全省双拥模范区。

一、加强领导，健全机制
一是成立领导小组。区委书记任组长，40个部门为成员，全年召开会议12次。二是落实经费。区财政列支双拥经费350.5万元，比上年增长8%。

二、支持部队，拥军优属
“八一”期间走访慰问驻区部队15个，送去慰问金120万元；为部队修建道路2.5公里。

三、部队支援地方建设
驻区部队官兵参加抗洪抢险，转移群众1200多人，植树造林300亩。

四、落实优抚安置政策
发放优待金，每人每月800元；安置退役士兵56名，其中10－20人进入事业单位。

五、开展国防教育
利用广播、报刊宣传双拥政策，举办讲座20场次，受教育群众近2万人。

六、下一步打算
明年计划投入资金500万元，新建双拥公园1座。

                                        云溪区双拥工作领导小组办公室
                                              2023年12月20日
`;
const LONG = `某县双拥工作汇报
一、做好慰问。走访慰问驻军部队，送去慰问金${"9".repeat(90)}元，发送${"a".repeat(300)}份材料，共计人民币${"壹佰".repeat(60)}元整。
二、开展宣传，举办讲座20场次。
`;

/** Mark of the closing kind at the start of a line, or opening at its end: none may be. */
function findBadLines() {
  const bad = [];
  for (const paragraph of document.querySelectorAll(".item > p")) {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), range = document.createRange();
    let bottom = null, before = "";
    while (walker.nextNode())
      for (let i = 0; i < walker.currentNode.data.length; i++) {
        range.setStart(walker.currentNode, i);
        range.setEnd(walker.currentNode, i + 1);
        const box = range.getClientRects()[0], c = walker.currentNode.data[i];
        if (!box || box.width === 0) continue;
        if (bottom !== null && box.top >= bottom - 1) {
          if (/[、，；：。！？」』”’）》】]/.test(c)) bad.push(`line begins with ${c}`);
          if (/[「『“‘（《【]/.test(before)) bad.push(`line ends with ${before}`);
        }
        bottom = box.bottom;
        before = c;
      }
  }
  return bad;
}

/** Values that stand on more than one line though they would fit on one. */
function findSplitValues() {
  return [...document.querySelectorAll(".item .q, .paper .q")].filter((value) => {
    const range = document.createRange();
    range.selectNodeContents(value);
    const tops = new Set([...range.getClientRects()].filter((r) => r.width > 0).map((r) => Math.round(r.top)));
    return tops.size > 1 && value.textContent.length < 12;
  }).map((value) => value.textContent);
}

export default async function (suite) {
  const formats = ["-p", "site-name=云溪区人民政府", "-p", "site-id-code=4306030001", "-p", "column-name=双拥工作"];
  const report = (lang) => join(suite.site(`report-${lang}`, { "云溪 2023.txt": REPORT }, ["--lang", lang, ...formats]), "云溪 2023.html");
  const pages = () => {
    const folder = suite.site("seeds", suite.seeds());
    return readdirSync(folder).filter((name) => /^\d+_[0-9a-f]+\.html$/.test(name)).map((name) => join(folder, name));
  };

  suite.test("is in order: html-validate, headings, addresses that are there", async (t) => {
    t.equal(pages().length, 5, "pages");
    for (const path of [...pages(), report("zh"), report("en")]) await t.valid(path);
    const page = await t.open(report("zh"));
    const dead = await page.evaluate(() =>
      [...document.querySelectorAll('a[href^="#"]')].filter((a) => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map((a) => a.outerHTML));
    t.equal(dead, [], "links that lead nowhere");
  });

  for (const lang of ["zh", "en"])
    for (const theme of ["light", "dark"])
      suite.test(`axe-core, ${lang}, ${theme}`, async (t) => {
        const page = await t.open(report(lang), { theme });
        for (const summary of await page.locator("summary").all()) await summary.click();
        await t.axe(page, `the report (${lang}, ${theme})`);
        t.equal(await page.getAttribute("html", "lang"), lang === "zh" ? "zh-Hans-CN" : "en", "language");
        await t.shot(page, `report-${lang}-${theme}`);
      });

  suite.test("axe-core on a page with findings and removed text", async (t) => {
    for (const theme of ["light", "dark"]) await t.axe(await t.open(pages()[0], { theme }), `a seed (${theme})`);
  });

  suite.test("a figure leads to its words, and back, by an address of its own", async (t) => {
    const page = await t.open(report("zh"));
    const value = page.locator(".item a.q", { hasText: "350.5万元" });
    const id = await value.getAttribute("id"), key = (await value.getAttribute("href")).slice(1);
    t.that(/^r1\.q\d+$/.test(id) && /^[0-9a-f]{12}$/.test(key), `names of the value: ${id}, ${key}`);
    await value.click();
    t.that(page.url().endsWith(`#${key}`), "the address names the words");
    const words = page.locator(`.paper [id="${key}"]`);
    t.equal(await words.textContent(), "350.5万元", "words");
    t.that(await words.evaluate((e) => e.matches(":target") && e.getBoundingClientRect().top < innerHeight), "words are shown");
    const target = await words.evaluate((e) => getComputedStyle(e).backgroundColor);
    t.that(target !== "rgba(0, 0, 0, 0)", `words are highlighted: ${target}`);
    t.equal(await page.locator(".item .hit").textContent(), "350.5万元", "the other end");
    await words.click();
    t.that(page.url().endsWith(`#${id}`), "and back");
    for (const hash of [id, key]) {
      const again = await t.open(report("zh"), { hash: `#${hash}` });
      t.equal(await again.evaluate(() => document.querySelector(":target").textContent), "350.5万元", `#${hash}`);
    }
  });

  suite.test("table of figures: meaning, sentence, sorting, CSV", async (t) => {
    const page = await t.open(report("zh"), { permissions: ["clipboard-read", "clipboard-write"] });
    const row = (words) => page.locator(".facts tbody tr").filter({ has: page.locator(`th a:text-is("${words}")`) });
    const cells = async (words) => (await row(words).locator("th, td").allTextContents()).map((c) => c.trim());
    t.equal((await cells("3200余人次")).slice(0, 4), ["3200余人次", "3,200", "人次", "至少"], "3200余人次");
    t.equal((await cells("350.5万元")).slice(1, 3), ["3,505,000", "元"], "350.5万元");
    t.that((await cells("800元"))[2].includes("每人每月"), "a rate says so");
    t.equal((await cells("120万元"))[6], "“八一”期间走访慰问驻区部队15个，送去慰问金120万元；", "sentence");
    const values = async () => (await page.locator(".facts tbody td.n").allTextContents()).map((v) => parseFloat(v.replace(/,/g, "")));
    await page.locator(".facts thead button").nth(1).click();
    const up = await values();
    t.that(up.every((v, i) => i === 0 || up[i - 1] <= v), `sorted: ${up}`);
    t.equal(await page.locator(".facts thead th").nth(1).getAttribute("aria-sort"), "ascending", "aria-sort");
    await page.locator(".facts thead button").nth(1).click();
    t.equal(await values(), [...up].sort((a, b) => b - a), "sorted the other way");
    await page.locator(".copy").click();
    await page.locator("[role=status]:not(:empty), textarea").first().waitFor();
    const box = page.locator("textarea");
    const csv = (await box.count()) > 0 ? await box.inputValue() : await page.evaluate(() => navigator.clipboard.readText());
    const lines = csv.trim().split(/\r?\n/);
    t.equal(lines.length, up.length + 1, "lines of CSV");
    t.equal(lines[0], "原文,数值,单位,界限,所指,方面,出处", "head of CSV");
    t.that(lines.some((line) => line.startsWith("350.5万元,3505000,元,")), "a line of CSV");
  });

  suite.test("the source is whole: kept, removed, doubtful", async (t) => {
    for (const [path, source] of [[report("zh"), REPORT], [pages()[0], null]]) {
      const page = await t.open(path);
      const text = await page.evaluate(() => document.querySelector(".paper").textContent);
      const name = readdirSync(join(ROOT, "seeds")).sort()[0];
      t.equal(text, source ?? readFileSync(join(ROOT, "seeds", name), "utf8").replace(/^\uFEFF/, ""), "text of the source view");
      t.that((await page.locator(".paper del").count()) > 0, "removed pieces");
      t.that(/ · /.test(await page.locator(".paper del").first().getAttribute("data-kind")), "with kind and rule");
    }
    const page = await t.open(pages()[0]);
    const wrong = await page.evaluate(() => [...document.querySelectorAll(".findings li a")].filter((a) => {
      const ref = document.getElementById(decodeURIComponent(a.hash.slice(1)));
      const words = a.textContent.replace(/\s/g, "");
      let marked = "";
      for (let node = ref?.nextSibling; node && marked.length < words.length; node = node.nextSibling) marked += node.textContent.replace(/\s/g, "");
      return !marked.startsWith(words) && !words.startsWith(marked);
    }).map((a) => a.textContent));
    t.equal(wrong, [], "findings that are not marked at their words");
  });

  suite.test("order of the source, and back", async (t) => {
    const page = await t.open(report("zh"));
    const ids = () => page.evaluate(() => [...document.querySelectorAll(".item")].map((i) => +i.id.split("i")[1]));
    const before = await ids();
    t.that(before.some((n, i) => i > 0 && n < before[i - 1]), "the parts have another order than the source");
    await page.locator(".order").click();
    t.equal(await ids(), [...before].sort((a, b) => a - b), "order of the source");
    await t.axe(page, "the order of the source");
    await page.locator(".outline a", { hasText: "宣传教育" }).click();
    t.equal(await ids(), before, "a part that is asked for is there");
    t.that(await page.locator(".part").first().isVisible(), "parts are shown again");
  });

  suite.test("theme is kept, language is the interface's", async (t) => {
    const page = await t.open(report("en"));
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await paper();
    await page.locator(".theme").click();
    t.that((await paper()) !== light, "the theme changes");
    await page.reload();
    t.that((await paper()) !== light, "and is kept");
    t.equal(await page.locator(".part > h2").nth(1).textContent(), "Organization and leadership", "a heading in English");
    t.equal(await page.locator(".item > p").first().getAttribute("lang"), "zh-Hans-CN", "the report stays Chinese");
  });

  suite.test("keyboard alone", async (t) => {
    const page = await t.open(report("zh"));
    await page.keyboard.press("Tab");
    t.equal(await page.evaluate(() => document.activeElement.className), "skip", "first comes the way to the content");
    const reached = new Set();
    for (let i = 0; i < 120; i++) {
      await page.keyboard.press("Tab");
      const { name, outline } = await page.evaluate(() => {
        const e = document.activeElement;
        return { name: `${e.localName}.${e.className}`, outline: getComputedStyle(e).outlineStyle };
      });
      reached.add(name);
      if (!t.that(name === "body." || outline !== "none", `focus is seen on ${name}`)) break;
    }
    for (const name of ["button.theme scripted", "button.order scripted", "a.q", "summary.", "button.copy", "button."])
      t.that(reached.has(name), `${name} is reached`);
    await page.locator("summary").first().focus();
    await page.keyboard.press("Enter");
    t.that(await page.locator(".why").first().getAttribute("open") !== null, "why a part: opened by Enter");
    t.that((await page.locator(".why p").first().textContent()).includes("依据"), "evidence is told");
  });

  suite.test("outline follows the scroll", async (t) => {
    const page = await t.open(report("zh"));
    await page.locator("#source").evaluate((e) => e.scrollIntoView());
    await page.waitForFunction(() => document.querySelector('.outline a[href="#source"]').getAttribute("aria-current") === "true");
    t.equal(await page.locator(".outline [aria-current]").count(), 1, "one place is current");
  });

  suite.test("print: A4, title on every page, no chrome", async (t) => {
    const page = await t.open(pages()[1]);
    const path = join(t.output, "report.pdf");
    writeFileSync(path, await page.pdf({ preferCSSPageSize: true }));
    let text;
    try {
      text = execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" });
    } catch (error) {
      if (error.code === "ENOENT") return console.log("  pdftotext is not there: the text of the PDF is not read");
      throw error;
    }
    const title = (await page.locator("h1").textContent()).trim(), sheets = text.split("\f").slice(0, -1);
    t.that(sheets.length > 1, `${sheets.length} pages`);
    const flat = (s) => s.replace(/\s/g, "");
    sheets.forEach((sheet, i) => t.that(flat(sheet).startsWith(flat(title)), `page ${i + 1} begins with the title`));
    const item = await page.locator(".item > p").first().textContent();
    t.that(flat(text).includes(flat(item).slice(0, 20)), "text of the report");
    t.that(!text.includes("复制为 CSV") && !text.includes("全部报告"), "no chrome");
    t.that(/\(A4\)/.test(execFileSync("pdfinfo", [path], { encoding: "utf8" })), "A4");
  });

  suite.test("scripts off", async (t) => {
    const page = await t.open(report("zh"), { scripts: false });
    t.equal(await page.locator(".part").count(), 6, "parts");
    t.that(await page.locator(".paper").isVisible(), "the source gives its order");
    t.equal(await page.locator(".scripted >> visible=true").count(), 0, "nothing that does not work");
    await page.locator(".item a.q", { hasText: "120万元" }).click();
    t.equal(await page.locator(".paper a.q:target").textContent(), "120万元", "a figure leads to its words");
    t.that(await page.locator(".unscripted").isVisible(), "it is said where the table is");
    await t.shot(page, "report-scripts-off");
  });

  suite.test("320 px: no horizontal scroll, CLREQ", async (t) => {
    const long = join(t.site("long", { "long.txt": LONG }), "long.html");
    for (const path of [report("zh"), report("en"), long, ...pages()]) {
      const page = await t.open(path, { viewport: PHONE });
      await t.narrow(page, path);
      t.equal(await page.evaluate(findBadLines), [], `marks at the ends of lines of ${path}`);
      t.equal(await page.evaluate(findSplitValues), [], `values on two lines in ${path}`);
    }
    const page = await t.open(report("zh"), { viewport: PHONE });
    await t.shot(page, "report-phone");
    for (const viewport of [PHONE, DESKTOP]) {
      await page.setViewportSize(viewport);
      const faults = await page.evaluate(() => [...document.querySelectorAll("p, li, td, th, dd, dt, h1, h2, h3, .paper, button, summary")].filter((e) => {
        const style = getComputedStyle(e), ratio = parseFloat(style.lineHeight) / parseFloat(style.fontSize);
        return e.getClientRects().length > 0 && style.lineHeight !== "normal" && (ratio < 1.49 || ratio > 2.01);
      }).map((e) => `${e.localName}.${e.className}`));
      t.equal(faults, [], `line heights at ${viewport.width} px`);
    }
    const item = await page.locator(".item > p").first().evaluate((e) => {
      const style = getComputedStyle(e);
      return [parseFloat(style.textIndent) / parseFloat(style.fontSize), style.marginTop, style.marginBottom, style.textAlign, style.lineBreak];
    });
    t.equal(item, [2, "0px", "0px", "start", "strict"], "an indent of two and no gap, not justified, strict line breaks");
  });

  suite.test("budgets: size, requests, layout shift", async (t) => {
    const assets = (folder) => ["report.css", "report.js"].reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    for (const path of pages()) {
      const source = join(ROOT, "seeds", path.replace(/^.*\/(.*)\.html$/, "$1.txt"));
      const size = statSync(path).size, budget = 100 * 1024 * Math.max(1, statSync(source).size / 12288);
      t.that(size + assets(join(path, "..")) <= budget, `${path}: ${size} bytes and ${assets(join(path, ".."))} beside it`);
    }
    const folder = join(report("zh"), "..");
    const scripts = readdirSync(folder).filter((name) => /^[a-z]+\.js$/.test(name)).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    t.that(scripts <= 30 * 1024, `scripts are ${scripts} bytes`);
    for (const viewport of [PHONE, DESKTOP]) {
      const page = await t.open(pages()[0], { viewport });
      t.that(page.requests.length <= 4, `requests: ${page.requests}`);
      const shift = await page.evaluate(() => new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((e) => (sum += e.value))).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 300);
      }));
      t.equal(shift, 0, `layout shift at ${viewport.width} px`);
    }
  });

  suite.test("what the page says to machines", async (t) => {
    const page = await t.open(report("zh"));
    const data = JSON.parse(await page.locator('script[type="application/ld+json"]').textContent());
    t.equal([data["@context"], data["@type"], data.name], ["https://schema.org", "Report", "云溪区2023年双拥工作情况汇报"], "JSON-LD");
    t.equal(data.dateCreated, "2023-12-20", "date of JSON-LD");
    const tag = (name) => page.getAttribute(`meta[name="${name}"]`, "content");
    t.equal([await tag("SiteName"), await tag("SiteIDCode"), await tag("ColumnName")], ["云溪区人民政府", "4306030001", "双拥工作"], "tags of the site");
    t.equal([await tag("ArticleTitle"), await tag("PubDate")], ["云溪区2023年双拥工作情况汇报", "2023-12-20"], "tags of the report");
    const fields = await page.locator(".particulars dt").allTextContents();
    t.equal(fields.slice(0, 8), ["索引号", "主题分类", "发文机关", "成文日期", "标题", "发文字号", "发布日期", "主题词"], "the eight fields");
    t.equal(await page.locator(".particulars dd").first().textContent(), "", "a field that the source lacks is empty");
    const links = await page.locator(".formats a").evaluateAll((list) => list.map((a) => a.getAttribute("href")));
    t.equal(links, ["xml", "yaml", "json", "csv"].map((f) => `${encodeURIComponent("云溪 2023")}.${f}`), "the other formats stand beside the page");
  });

  suite.test("a page that stands alone is styled and works", async (t) => {
    const path = join(t.output, "alone.html");
    writeFileSync(path, t.call(["convert", "-q", "-t", "html", join(ROOT, "seeds", readdirSync(join(ROOT, "seeds")).sort()[2])]));
    const page = await t.open(path);
    t.equal(page.requests.length, 1, "it asks for nothing else");
    t.that((await page.locator(".facts tbody tr").count()) > 0, "the table is made");
    t.that((await page.evaluate(() => getComputedStyle(document.body).margin)) === "0px", "the style sheet counts");
    await t.valid(path, { "no-inline-style": "off" });
  });

  suite.test("hostile reports do nothing", async (t) => {
    const folder = t.site("hostile", [join(ROOT, "tests/hostile")]);
    const more = t.site("hostile-titles", {
      "a.txt": "</script><script>alert(1)</script>区双拥工作汇报\n一、慰问。\"><img src=x onerror=alert(2)>走访慰问部队3次，'onmouseover='alert(3)'送去javascript:alert(4)慰问金5万元。\n",
      "b.txt": "&lt;script&gt;alert(1)&lt;/script&gt;县\u202E双拥\u2066工作汇报\n一、慰问。<!ENTITY a \"aaaa\">&a;&a;走访慰问部队3次。\u202E0000001元\n",
    });
    for (const base of [folder, more])
      for (const name of readdirSync(base).filter((n) => n.endsWith(".html") && existsSync(join(base, "../xml", n.replace(/html$/, "xml"))))) {
        const page = await t.open(join(base, name)); // any dialogue, error or request is a fault
        const bad = await page.evaluate(() => [...document.querySelectorAll("*")].filter((e) =>
          [...e.attributes].some((a) => a.name.startsWith("on") || /^\s*javascript:/i.test(a.value)) ||
          /^(iframe|object|embed|img|form)$/.test(e.localName)).map((e) => e.outerHTML.slice(0, 120)));
        t.equal(bad, [], `elements of ${name}`);
        for (const script of await page.locator('script[type="application/ld+json"]').all()) JSON.parse(await script.textContent());
        await t.narrow(page, name);
      }
  });
}
