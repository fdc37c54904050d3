// Checks JSON files against a JSON Schema with ajv.
// usage: node validate.js AJV-FOLDER SCHEMA.json FILE.json...
"use strict";

const fs = require("fs");
const path = require("path");

const [folder, schemaPath, ...files] = process.argv.slice(2);
const load = (name) => require(path.resolve(folder, "node_modules", name));
const read = (name) => JSON.parse(fs.readFileSync(name, "utf8"));

// Each draft has a class of its own. A schema of others may use formats, and words that a strict
// reader would not; ours may not.
const schema = read(schemaPath);
const draft = String(schema.$schema || "");
const foreign = draft.includes("draft-04");
const Ajv = load(foreign ? "ajv-draft-04" : draft.includes("2020-12") ? "ajv/dist/2020" : "ajv");
const ajv = new (Ajv.default || Ajv)({
  allErrors: true, strict: !foreign, allowUnionTypes: true, unicodeRegExp: !foreign,
});
if (foreign) load("ajv-formats").default(ajv);
const validate = ajv.compile(schema);

let faults = 0;
for (const file of files) {
  if (validate(read(file))) continue;
  faults += 1;
  for (const error of validate.errors.slice(0, 10)) {
    console.error(`${file}${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`);
  }
}
console.log(`${files.length} files, ${faults} not valid`);
process.exit(faults === 0 && files.length > 0 ? 0 : 1);
