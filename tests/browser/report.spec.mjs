// The page of a report.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { PHONE } from "./suite.mjs";

export default async function (suite) {
  const pages = () => {
    const folder = suite.site("seeds", suite.seeds());
    return readdirSync(folder)
      .filter((name) => /^\d.*\.html$/.test(name) && !/\.[0-9a-f]{12}\.html$/.test(name))
      .map((name) => join(folder, name));
  };

  suite.test("opens by file:// and is in order", async (t) => {
    t.equal(pages().length, 5, "pages");
    for (const path of pages()) await t.valid(path);
  });

  suite.test("no horizontal scroll at 320 px", async (t) => {
    const page = await t.open(pages()[0], { viewport: PHONE });
    await t.narrow(page, "the page");
    await t.shot(page, "report-phone");
  });
}
