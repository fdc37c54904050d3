// What specifications are written with: tests, pages that are watched, and judges.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

// Rules of html-validate that are taste, or that a page made by XSLT's HTML method cannot keep.
const RULES = {
  extends: ["html-validate:standard"],
  rules: {
    "attr-quotes": "off",
    "doctype-style": "off",
    "long-title": "off",
    "no-raw-characters": "off",
    "no-trailing-whitespace": "off",
    "void-style": "off",
    "valid-id": ["error", { relaxed: true }],
  },
};

export const PHONE = { width: 320, height: 640 };
export const DESKTOP = { width: 1280, height: 900 };

export class Suite {
  constructor({ huibao, output, browser, modules }) {
    Object.assign(this, { huibao, output, browser, modules });
    this.checks = 0;
    this.faults = 0;
    this.tests = [];
    this.sites = new Map();
  }

  /** Adds a test; `body` is called with this suite when all of a specification are known. */
  test(name, body) {
    this.tests.push({ name, body });
  }

  /** With HUIBAO_ONLY in the environment only tests whose name has it in it. */
  async run() {
    const only = process.env.HUIBAO_ONLY;
    for (const { name, body } of this.tests.splice(0)) {
      if (only && !name.includes(only)) continue;
      const before = this.faults;
      this.name = name;
      this.contexts = [];
      try {
        await body(this);
      } catch (error) {
        this.fault(error.stack ?? String(error));
      }
      for (const context of this.contexts) await context.close();
      console.log(`${this.faults === before ? "ok   " : "FAULT"} ${name}`);
    }
  }

  // ---- Checks

  fault(text) {
    this.faults += 1;
    console.log(`  ${this.name}: ${text}`);
  }

  that(good, text) {
    this.checks += 1;
    if (!good) this.fault(text);
    return Boolean(good);
  }

  equal(got, want, text) {
    const [a, b] = [JSON.stringify(got), JSON.stringify(want)];
    return this.that(a === b, `${text}: ${a}, not ${b}`);
  }

  // ---- Sites

  /**
   * Builds a site once under `name` from sources {"a.txt": "text or bytes"}, or from paths; returns
   * the folder of its pages.
   */
  site(name, sources, options = []) {
    const known = this.sites.get(name);
    if (known) return known;
    const folder = join(this.output, name);
    let paths = sources;
    if (!Array.isArray(sources)) {
      paths = [join(folder, "in")];
      for (const [file, content] of Object.entries(sources)) {
        const path = join(folder, "in", file);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, content);
      }
    }
    const out = join(folder, "out");
    this.call(["build", "-q", "-o", out, ...options, ...paths]);
    this.sites.set(name, join(out, "html"));
    return join(out, "html");
  }

  /** Runs the command; it may find faults in sources (1), not fail. Returns what it printed. */
  call(args) {
    const done = spawnSync(this.huibao, args, { encoding: "utf8", maxBuffer: 1 << 28 });
    if (done.status !== 0 && done.status !== 1)
      throw new Error(`huibao ${args.join(" ")}: ${done.status}\n${done.stderr}`);
    return done.stdout;
  }

  seeds() {
    return [join(ROOT, "seeds")];
  }

  // ---- Pages

  /**
   * Opens a file in a context of its own. Options: viewport, theme ("light" or "dark"), scripts
   * (true), hash. What the page may never do is a fault: errors, a violation of its policy, a
   * request for anything that is no file, a dialogue.
   */
  async open(path, { viewport = DESKTOP, theme = "light", scripts = true, hash = "", ...rest } = {}) {
    const context = await this.browser.newContext({
      viewport,
      colorScheme: theme,
      javaScriptEnabled: scripts,
      reducedMotion: "reduce",
      ...rest,
    });
    this.contexts.push(context);
    const page = await context.newPage();
    page.requests = [];
    page.on("request", (request) => page.requests.push(request.url()));
    page.on("pageerror", (error) => this.fault(`error in ${path}: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") this.fault(`console of ${path}: ${message.text()}`);
    });
    page.on("dialog", (dialog) => {
      this.fault(`dialogue in ${path}`);
      dialog.dismiss();
    });
    await page.goto(pathToFileURL(path).href + hash);
    for (const url of page.requests)
      this.that(url.startsWith("file:") || url.startsWith("data:"), `${path} asks for ${url}`);
    return page;
  }

  async shot(page, name, options = {}) {
    const folder = join(this.output, "screenshots");
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, ...options });
  }

  // ---- Judges

  /** No finding of axe-core, best practices included. */
  async axe(page, what) {
    // Through the debugger's own world: the policy of the page stays as it is, which forbids axe to
    // read style sheets again.
    await page.evaluate(this.modules.axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { preload: false }));
    const told = violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
    this.equal(told, [], `axe-core on ${what}`);
  }

  /** No error of html-validate. */
  async valid(path, config = {}) {
    const { HtmlValidate, StaticConfigLoader } = this.modules.validate;
    const rules = { ...RULES, rules: { ...RULES.rules, ...config } };
    this.validator = new HtmlValidate(new StaticConfigLoader(rules));
    const report = await this.validator.validateString(readFileSync(path, "utf8"), path);
    const told = report.results.flatMap((r) => r.messages.map((m) => `${m.line}:${m.column} ${m.ruleId} ${m.message}`));
    this.equal(told.slice(0, 8), [], `html-validate on ${path}`);
  }

  /** The page must not scroll sideways. */
  async narrow(page, what) {
    const [scroll, client] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    this.that(scroll <= client, `${what} is ${scroll} px wide in a window of ${client} px`);
  }
}
