// Checks JSON files against a JSON Schema with ajv.
// usage: node validate.js AJV-FOLDER SCHEMA.json FILE.json...
"use strict";

const fs = require("fs");
const path = require("path");

const [folder, schemaPath, ...files] = process.argv.slice(2);
const load = (name) => require(path.resolve(folder, "node_modules", name));
const read = (name) => JSON.parse(fs.readFileSync(name, "utf8"));

const schema = read(schemaPath);
const draft = String(schema.$schema || "").includes("2020-12") ? "ajv/dist/2020" : "ajv";
const Ajv = load(draft).default;
const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

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
