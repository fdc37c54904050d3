"""The keys of a project file: src/cli/project.def, schemas/project.schema.json and docs/project.md
agree, and the schema knows the codes, formats and limits that the program knows."""

import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check  # noqa: E402


def read_schema():
    return json.loads((ROOT / "schemas/project.schema.json").read_text(encoding="utf-8"))


def list_keys(schema):
    keys = set(schema["properties"])
    return keys | {f"site/{name}" for name in schema["properties"]["site"]["properties"]}


def main():
    check = Check()
    schema = read_schema()
    table = (ROOT / "src/cli/project.def").read_text()
    rows = re.findall(r'^HB_KEY\("([a-z/-]+)", (\w+), (\w+), \w+\)', table, flags=re.M)
    check.equal(sorted(list_keys(schema)), sorted(path for path, _, _ in rows),
                "the schema and project.def differ")
    page = (ROOT / "docs/project.md").read_text(encoding="utf-8")
    check.equal(re.findall(r"^\| `([a-z-]+)` \|", page, flags=re.M),
                [path for path, _, _ in rows if "/" not in path],
                "docs/project.md and project.def differ")
    for path, _, _ in rows:
        check.that(f"`{path.split('/')[-1]}`" in page, f"docs/project.md does not name {path}")
    codes = re.findall(r'HB_DIAG\(\w+, "([a-z-]+)"', (ROOT / "src/base/diag.def").read_text())
    check.equal(sorted(schema["properties"]["severities"]["properties"]), sorted(codes),
                "codes in the schema and in diag.def")
    limits = re.findall(r'\{"([a-z-]+)", offsetof', (ROOT / "src/cli/settings.c").read_text())
    check.equal(sorted(schema["properties"]["limits"]["properties"]), sorted(limits),
                "limits in the schema and in settings.c")
    formats = re.findall(r'^ +\{\{"([a-z-]+)", "[a-z]+", "\.', (ROOT / "src/emit/form.c").read_text(), re.M)
    check.equal(schema["$defs"]["format"]["enum"], formats, "formats in the schema and in form.c")
    check.finish()


main()
