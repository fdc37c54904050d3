// Runs specifications of pages in a real browser:
//   node run.mjs HUIBAO MODULES OUTPUT SPEC...
// MODULES is the folder whose node_modules has the packages of package.json, OUTPUT is emptied and
// gets the sites and the screenshots. Exits with 77 where there is no browser or no package. A
// specification is a file NAME.spec.mjs with `export default async function (suite)`.
import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Suite } from "./suite.mjs";

const SKIP = 77;

function skip(why) {
  console.log(`skipped: ${why}`);
  process.exit(SKIP);
}

function findBrowser() {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  for (const folder of (process.env.PATH ?? "").split(delimiter))
    for (const name of names) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // the next one
      }
    }
  return null;
}

function loadModules(folder) {
  const require = createRequire(join(resolve(folder), "package.json"));
  try {
    return {
      playwright: require("playwright-core"),
      validate: require("html-validate"),
      axe: readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"),
    };
  } catch (error) {
    return skip(`an npm package cannot be loaded: ${error.message.split("\n")[0]}`);
  }
}

async function main() {
  const [huibao, folder, output, ...specs] = process.argv.slice(2);
  if (specs.length === 0) throw new Error("usage: run.mjs HUIBAO MODULES OUTPUT SPEC...");
  const executablePath = findBrowser() ?? skip("there is no chromium");
  const modules = loadModules(folder);
  execFileSync(huibao, ["--version"]);
  if (existsSync(output)) rmSync(output, { recursive: true });
  mkdirSync(output, { recursive: true });
  // The sandbox of the browser cannot be had by root; all pages here are files of our own.
  const browser = await modules.playwright.chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
  });
  const suite = new Suite({ huibao: resolve(huibao), output: resolve(output), browser, modules });
  try {
    for (const spec of specs) {
      const module = await import(pathToFileURL(resolve(spec)).href);
      await module.default(suite);
      await suite.run();
    }
  } finally {
    await browser.close();
  }
  console.log(`${suite.checks} checks, ${suite.faults} faults`);
  process.exit(suite.faults > 0 || suite.checks === 0 ? 1 : 0);
}

await main();
