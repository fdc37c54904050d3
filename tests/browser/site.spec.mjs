// The pages about all reports: index and search, comparison, quality, changes.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PHONE } from "./suite.mjs";

const REPORTS = {
  "2021/linhe.txt": `临河市2021年双拥工作情况汇报

一、加强组织领导
市委、市政府把双拥工作列入重要议事日程，成立由42个部门组成的双拥工作领导小组，全年召开议军会议3次。
二、开展宣传教育
举办国防教育讲座26场，受教育群众1.2万人次；市融媒体中心开设“鱼水情”专栏。
三、支持部队建设
全年投入拥军资金350余万元，为驻军部队修建营区道路6公里。春节、八一期间走访慰问部队18次，送去慰问金86万元。
四、落实优抚安置
安置退役士兵73名，举办退役军人职业技能培训，培训退役军人410人，发放优抚资金2100万元。
五、下一步打算
继续推进双拥共建。

临河市人民政府
2021年12月20日
`,
  "2022/qingshan.txt": `青山县2022年双拥工作总结

一、加强组织领导
县委常委会两次研究双拥工作，将双拥经费60万元列入预算。
二、支持部队建设
协调供电公司为驻军部队架设专线，投入资金近200万元。县四套班子走访慰问部队，送去慰问金40万元。
三、落实优抚安置
接收安置转业士官25名，为优抚对象发放抚恤补助980余万元。

青山县人民政府
2022年12月28日
`,
  "2022/baishui.txt": `白水区2022年拥军优属工作总结

一、宣传教育
开展宣讲活动12场，参观爱国主义教育基地3000余人次。
二、优抚安置
为随军家属提供岗位，安置随军家属就业19名。走访慰问烈士家属56户。

白水区退役军人事务局
2023年1月5日
`,
};

const HOSTILE = {
  "script.txt": `<script>window.broken = 1</script>县2020年双拥工作汇报

一、组织领导
"><img src=x onerror="window.broken=2">成立领导小组，5个部门参加。</script><script>window.broken=3</script>
二、支持部队建设
javascript:window.broken=4 投入拥军资金30万元，慰问部队'";window.broken=5;//\u2028window.broken=6
`,
  "'\";--<b>&amp;.txt": `区2020年双拥工作\u202E汇报\u202D“&quot;”

一、组织领导
召开会议2次。
`,
  "long.txt": `${"双拥".repeat(180)}县2019年双拥工作总结

一、组织领导
${"A".repeat(900)}成立领导小组，7个部门参加。
`,
  "#%?.txt": "市2020年双拥工作汇报\n\n一、组织领导\n成立领导小组，9个部门参加。\n",
};

export default async function (suite) {
  const site = () => suite.site("site", REPORTS);
  const english = () => suite.site("site-en", REPORTS, ["--lang", "en"]);
  const hostile = () => suite.site("hostile", HOSTILE);
  const PAGES = ["index.html", "compare.html", "quality.html", "changes.html"];
  const pagesOf = (folder) => [...PAGES, ...readdirSync(folder).filter((name) => /^quality-.*\.html$/.test(name)).slice(0, 2)];
  const text = (page, selector) => page.locator(selector).innerText();

  async function search(page, words) {
    await page.fill("#q", words);
    await page.keyboard.press("Enter");
    await page.waitForFunction((q) => document.getElementById("status").textContent.includes(q), words);
    await page.waitForFunction(() => !document.getElementById("status").textContent.includes("……"));
    return page.locator("#hit-list > li").count();
  }

  suite.test("every kind of page is in order, in both themes and languages", async (t) => {
    for (const folder of [site(), english()])
      for (const name of pagesOf(folder)) {
        await t.valid(join(folder, name));
        for (const theme of ["light", "dark"]) {
          const page = await t.open(join(folder, name), { theme });
          if (name === "compare.html") await page.check("#matrix tbody tr:first-child input");
          if (name === "index.html") await search(page, "部队");
          await t.axe(page, `${name} in ${theme}`);
        }
      }
  });

  suite.test("no page scrolls sideways at 320 px", async (t) => {
    for (const folder of [site(), hostile()])
      for (const name of pagesOf(folder)) {
        const page = await t.open(join(folder, name), { viewport: PHONE });
        await t.narrow(page, name);
        if (folder === site()) await t.shot(page, `${name.replace(".html", "")}-phone`);
      }
  });

  suite.test("searches words of two characters, inside words, longer ones, single ones", async (t) => {
    const page = await t.open(join(site(), "index.html"));
    t.equal(await search(page, "慰问"), 3, "reports with 慰问");
    t.equal(await search(page, "军部"), 2, "reports with the middle of 驻军部队");
    t.equal(await search(page, "送去慰问金86万元"), 1, "reports with a long phrase");
    t.that((await text(page, "#hit-list mark")) === "送去慰问金86万元", "the words are marked");
    t.equal(await search(page, "镇"), 0, "reports with a character that is nowhere");
    t.equal(await search(page, "鱼"), 1, "reports with a single character");
    t.equal(await search(page, "资金慰问"), 0, "words whose pairs are there, but not in a row");
    t.equal(await search(page, "議軍會議３次"), 1, "traditional characters and full-width figures");
    await t.shot(page, "search");
  });

  suite.test("a hit leads to its item", async (t) => {
    const page = await t.open(join(site(), "index.html"));
    await search(page, "职业技能培训");
    const href = await page.locator("#hit-list ul a").first().getAttribute("href");
    t.that(/^2021\/linhe\.html#[0-9a-f]{12}$/.test(href), `the link is ${href}`);
    await page.locator("#hit-list ul a").first().click();
    await page.waitForURL(/linhe\.html#/);
    const key = href.split("#")[1];
    const there = await page.evaluate((id) => document.getElementById(id)?.textContent ?? "", key);
    t.that(there.includes("职业技能培训"), "the item stands at its key");
  });

  suite.test("a query can be kept as an address", async (t) => {
    const page = await t.open(join(site(), "index.html"), { hash: "#q=%E9%B1%BC%E6%B0%B4%E6%83%85" });
    await page.waitForSelector("#hit-list > li");
    t.equal(await page.locator("#hit-list > li").count(), 1, "hits");
    t.equal(await page.inputValue("#q"), "鱼水情", "the field");
  });

  suite.test("filters and sorts", async (t) => {
    const page = await t.open(join(site(), "index.html"));
    const titles = () => page.locator("#rows tbody th a").allInnerTexts();
    await page.waitForFunction(() => document.querySelectorAll("#f-year option").length > 1);
    await page.selectOption("#f-part", "3");
    await page.waitForFunction(() => document.querySelectorAll("#rows tbody tr").length === 2);
    await page.click("#filters button");
    await page.waitForFunction(() => document.querySelectorAll("#rows tbody tr").length === 3);
    await page.click("#rows th[data-sort='7'] button");
    await page.waitForSelector("#rows th[aria-sort='descending']");
    t.equal((await titles())[0], "临河市2021年双拥工作情况汇报", "the longest");
    await page.click("#rows th[data-sort='7'] button");
    await page.waitForSelector("#rows th[aria-sort='ascending']");
    t.equal((await titles())[2], "临河市2021年双拥工作情况汇报", "the longest comes last");
    await page.selectOption("#f-year", "2022");
    t.that((await text(page, "#status")).includes("3"), "the status says how many");
  });

  suite.test("keyboard alone: search, follow, choose, compare", async (t) => {
    const page = await t.open(join(site(), "index.html"));
    const press = async (key, until) => {
      for (let i = 0; i < 80; i++) {
        await page.keyboard.press(key);
        if (await page.evaluate(until)) return true;
      }
      return t.that(false, `nothing was reached by ${key}: ${until}`);
    };
    await press("Tab", () => document.activeElement.id === "q");
    await page.keyboard.type("安置");
    await page.waitForSelector("#hit-list > li");
    await press("Tab", () => document.activeElement.matches("#hit-list ul a"));
    await page.keyboard.press("Enter");
    await page.waitForURL(/\.html#[0-9a-f]{12}$/);
    await page.goto(pathToFileURL(join(site(), "index.html")).href);
    await press("Tab", () => document.activeElement.matches("#rows tbody input"));
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await press("Shift+Tab", () => document.activeElement.id === "compare-link");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#side-table tbody tr");
    t.equal(await page.locator("#side-table thead th").count(), 3, "columns of the comparison");
  });

  suite.test("compares two reports, and each cell leads to its words", async (t) => {
    const page = await t.open(join(site(), "compare.html"));
    await page.check("#matrix tbody tr:nth-child(1) input");
    await page.check("#matrix tbody tr:nth-child(3) input");
    await page.waitForFunction(() => document.querySelectorAll("#side-table thead th").length === 3);
    const row = page.locator("#side-table tbody tr", { hasText: "慰问款物" });
    t.equal(await row.locator("td").allInnerTexts(), ["86万元", "40万元"], "money for visits");
    await page.check("#side-only");
    t.equal(await page.locator("#matrix tbody tr:visible").count(), 2, "rows that are left");
    t.that(!(await page.locator("#k-dependants").isVisible()), "a kind of none of them is left out");
    t.equal(await page.locator("#k-placed").isVisible(), true, "a kind of theirs");
    await t.shot(page, "compare");
    const link = row.locator("a").first(), href = await link.getAttribute("href");
    await link.click();
    await page.waitForURL(/linhe\.html#[0-9a-f]{12}$/);
    t.equal(await page.evaluate((id) => document.getElementById(id)?.textContent.trim(), href.split("#")[1]), "86万元", "the words at the key");
  });

  suite.test("figures stand with their bounds and are not added up", async (t) => {
    const page = await t.open(join(site(), "compare.html"), { scripts: false });
    const row = (words) => page.locator("table.figures tr", { hasText: words }).first();
    t.that((await row("350余万元").innerText()).includes("至少"), "a lower bound is said");
    t.equal(await row("350余万元").locator("svg.over path").count(), 1, "and drawn");
    t.that((await row("近200万元").innerText()).includes("将近"), "an upper bound is said");
    t.that(!(await text(page, "main")).includes("126万元"), "no sum");
  });

  suite.test("with scripts off everything is listed", async (t) => {
    const page = await t.open(join(site(), "index.html"), { scripts: false });
    t.equal(await page.locator("#rows tbody tr").count(), 3, "rows");
    t.that(!(await page.locator("#tools").isVisible()), "no tool that does nothing");
    t.that(await page.locator(".note").isVisible(), "it is said why");
    await page.goto(pathToFileURL(join(site(), "compare.html")).href);
    t.that((await page.locator("#matrix tbody tr").count()) === 3, "the matrix");
    t.that((await page.locator("table.figures tbody tr").count()) > 8, "the figures");
    await page.goto(pathToFileURL(join(site(), "quality.html")).href);
    t.equal(await page.locator("main section").count(), 3, "sections of quality");
  });

  suite.test("the theme is changed and kept", async (t) => {
    const page = await t.open(join(site(), "index.html"));
    const colour = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await colour();
    await page.click("#theme");
    const dark = await colour();
    t.that(light !== dark, "another background");
    await page.reload();
    t.equal(await colour(), dark, "after loading again");
    await t.shot(page, "index-dark");
  });

  suite.test("the language of a site", async (t) => {
    const page = await t.open(join(english(), "index.html"));
    t.that((await page.getAttribute("html", "lang")).startsWith("en"), "lang");
    t.equal(await text(page, "header.site nav a[aria-current]"), "Index and search", "a word");
    await page.fill("#q", "慰问");
    await page.waitForSelector("#hit-list > li");
    await t.shot(page, "search-en");
  });

  suite.test("hostile reports run nothing, anywhere", async (t) => {
    for (const name of pagesOf(hostile())) {
      const page = await t.open(join(hostile(), name));
      if (name === "index.html") {
        for (const words of ["window.broken", "领导小组", "<script>"]) await search(page, words);
        await page.click("#rows th[data-sort='2'] button", { force: true }).catch(() => {});
      }
      if (name === "compare.html") {
        for (const box of await page.locator("#matrix tbody input").all()) await box.check();
        await page.waitForSelector("#side-table tbody tr");
      }
      t.equal(await page.evaluate(() => window.broken ?? null), null, `${name} ran something`);
      t.equal(await page.locator("img, iframe, main script").count(), 0, `foreign elements in ${name}`);
      await t.valid(join(hostile(), name));
    }
    const page = await t.open(join(hostile(), "index.html"));
    for (const href of await page.locator("#rows tbody a").evaluateAll((all) => all.map((a) => a.href)))
      t.that(href.startsWith("file:"), `a link leads to ${href}`);
    await page.locator("#rows tbody a", { hasText: "市2020年" }).click();
    t.that((await page.title()).includes("市2020年"), "a file with signs in its name is reached");
  });

  suite.test("what is loaded stays small", async (t) => {
    const size = (name) => readFileSync(join(site(), name)).length;
    t.that(size("site.js") <= 18 * 1024, `site.js has ${size("site.js")} bytes`);
    const page = await t.open(join(site(), "index.html"));
    await page.waitForFunction(() => document.querySelectorAll("#f-year option").length > 1);
    t.that(page.requests.length <= 5, `${page.requests.length} requests before search`);
  });
}
