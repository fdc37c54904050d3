"""A second opinion on project files: what the program takes, the JSON schema takes, and what it
refuses, the schema refuses. PyYAML reads the files, ajv judges them.

usage: project.py HUIBAO AJV-FOLDER"""

import json
import pathlib
import re
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run, skip  # noqa: E402

GOOD = [
    "", "# nothing yet\n", "{}", "output: public", "formats: html", "formats: [xml, html]",
    "formats: []", "jobs: 4", "fail-on: never", "show: note", "limits: {}",
    "limits: {input-bytes: 1048576, reports: 1}", "severities: {masked: off, truncated: error}",
    "severities: {masked: 'off'}", "site: {site-name: 某市人民政府, site-id-code: 3200000001}",
    "site: {date: '2025-01-08', site-url: 'https://www.example.cn/a/'}", "encoding: GB18030",
    "family: prose", "reports: github", "reports: [sarif=out/a.sarif, github]", "baseline: known.txt", "templates: mine", "vocabulary: own/vocabulary",
]
BAD = [
    "- xml", "xml", "format: xml", "formats: [xml, {a: b}]", "formats: jsn", "jobs: 0", "jobs: 1025",
    "jobs: many", "fail-on: off", "fail-on: [error]", "show: ''", "limits: 3",
    "limits: {reports: 0}", "limits: {report: 1}", "limits: {reports: [1]}",
    "severities: {masked: never}", "severities: {masks: error}", "severities: off",
    "site: {site-nme: a}", "site: {site-name: ''}", "site: {site-name: {a: b}}", "site: [a]",
    "reports: sarif", "reports: [github=x]", "reports: 'json=a,github'", "baseline: ''", "output: []", "output: {}", "output: ''",
]


def documented():
    """The example of docs/project.md."""
    page = (ROOT / "docs/project.md").read_text(encoding="utf-8")
    return re.findall(r"^```yaml\n(.*?)^```$", page, flags=re.M | re.S)


def is_taken(huibao, folder, text):
    (folder / ".huibao.yaml").write_text(text, encoding="utf-8")
    # Nothing is read but the settings: the option behind them makes no sense.
    err = run([huibao, "build", "--fail-on=x", "."], cwd=folder)[2].decode()
    return "[project]" not in err


def main():
    check = Check()
    huibao, ajv = sys.argv[1], pathlib.Path(sys.argv[2])
    if shutil.which("node") is None or not (ajv / "node_modules/ajv").is_dir():
        skip("no node, or no ajv in build/ajv; scripts/test gets it")
    try:
        import yaml
    except ImportError:
        skip("no PyYAML")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        cases = [(text, True) for text in GOOD + documented()] + [(text, False) for text in BAD]
        for number, (text, good) in enumerate(cases):
            path = folder / f"{number}.json"
            path.write_text(json.dumps(yaml.safe_load(text), default=str), encoding="utf-8")
            check.that(is_taken(huibao, folder, text) == good,
                       f"the program {'refuses' if good else 'takes'}: {text}")
        status, out, err = run(["node", ROOT / "tests/opinion/validate.js", ajv,
                                ROOT / "schemas/project.schema.json",
                                *(folder / f"{number}.json" for number in range(len(cases)))])
        refused = set(map(int, re.findall(r"/(\d+)\.json", err.decode())))
        for number, (text, good) in enumerate(cases):
            check.that((number not in refused) == good,
                       f"the schema {'refuses' if good else 'takes'}: {text}")
    check.finish()


main()
