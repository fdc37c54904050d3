"""Second opinions on the reports for machines: ajv on SARIF, by the schema that Microsoft ships,
and on our own JSON; xmllint and Python's reader on JUnit XML; and all of them on each other and on
the sources they speak of.

usage: reports.py HUIBAO AJV-FOLDER"""

import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree as ET

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run, skip  # noqa: E402

SARIF_SCHEMA = "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
MOST_RESULTS = 5000  # what GitHub keeps of a run


def copy_sources(folder):
    """The seeds, sources of the goldens, and ones whose names are an attack."""
    sources = [*sorted((ROOT / "seeds").glob("*.txt")),
               *sorted((ROOT / "tests/golden").glob("*/*.txt")),
               *sorted((ROOT / "tests/hostile").glob("*.txt"))]
    for number, source in enumerate(sources):
        place = folder / "in" / f"{number % 3}" / f"{number:02d} {source.name}"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(source.read_bytes())
    text = "青石县2023年双拥工作总结\n\n一、宣传\n覆盖率达120%，xx连参加。\n".encode()
    names = [b"new\nline.txt", b"quote\"'&<>.txt", b"100%25.txt", b"\xb2\xe2.txt", b"::error::x.txt",
             b"##[error]x.txt", "a\u202eb\u2028\ufffe.txt".encode(), b"\x1b[31m\x01.txt", b"a:b,c.txt",
             b"]]>.txt", "双拥 总结.txt".encode()]
    for name in names:
        with open(os.fsencode(folder / "in") + b"/" + name, "wb") as out:
            out.write(text)
    (folder / "in/binary.txt").write_bytes(bytes(range(256)) * 40)


def unquote(uri):
    return urllib.parse.unquote_to_bytes(uri)


def read_lines(folder, uri):
    """The lines of a source in UTF-8 as findings show them, else None; a carriage return ends a
    line, too, and what XML forbids is U+FFFD."""
    try:
        text = open(os.path.join(os.fsencode(folder), unquote(uri)), "rb").read().decode()
    except (OSError, UnicodeDecodeError):
        return None
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def check_result(check, folder, rules, result):
    place = result["locations"][0]["physicalLocation"]
    uri, region = place["artifactLocation"]["uri"], place["region"]
    check.that(not uri.startswith("/") and ".." not in uri.split("/"), f"not relative: {uri}")
    check.that(rules[result["ruleIndex"]] == result["ruleId"], f"{uri}: another rule's index")
    check.that(len(result["message"]["text"]) <= 1000, f"{uri}: a long message")
    for name in ("startColumn", "endColumn"):
        check.that(region.get(name, 1) >= 1, f"{uri}: {name} {region.get(name)}")
    lines = read_lines(folder, uri)
    if "snippet" in region and lines is not None:
        line = lines[region["startLine"] - 1]
        check.equal(line[region["startColumn"] - 1:region["endColumn"] - 1],
                    region["snippet"]["text"], f"{uri}:{region['startLine']}: another place")


def check_sarif(check, folder, path):
    log = json.loads(path.read_text(encoding="utf-8"))
    only = log["runs"][0]
    rules = [rule["id"] for rule in only["tool"]["driver"]["rules"]]
    check.that(len(set(rules)) == len(rules), "a rule stands twice")
    check.that(only["columnKind"] == "unicodeCodePoints", "columns count something else")
    check.that(len(only["results"]) <= MOST_RESULTS, f"{len(only['results'])} results")
    for result in only["results"]:
        check_result(check, folder, rules, result)
    prints = [(r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], r["ruleId"],
               r["partialFingerprints"]["huibaoFinding/v1"]) for r in only["results"]]
    check.that(len(set(prints)) == len(prints), "two findings of a source have one fingerprint")
    return only


def check_json(check, folder, path):
    report = json.loads(path.read_text(encoding="utf-8"))
    found = [os.fsencode(p.relative_to(folder)) for p in sorted((folder / "in").rglob("*"))
             if p.is_file()]
    check.equal(sorted(unquote(source["uri"]) for source in report["sources"]), sorted(found),
                "sources in the JSON report")
    return report


def check_junit(check, path, report):
    status, _, err = run(["xmllint", "--noout", path])
    check.that(status == 0, err.decode())
    suite = ET.parse(path).getroot().find("testsuite")
    cases = suite.findall("testcase")
    for name, element in (("failures", "failure"), ("errors", "error")):
        check.equal(int(suite.get(name)), len(suite.findall(f"testcase/{element}")), name)
    check.equal(int(suite.get("tests")), len(cases), "tests")
    check.equal([case.get("name") for case in cases],
                [source["path"] for source in report["sources"]], "cases are not the sources")
    check.that(int(suite.get("errors")) == report["summary"]["failures"], "errors and failures")


def check_each_other(check, sarif, report):
    findings = [f for source in report["sources"] for f in source["findings"]]
    plain = [(f["code"], f["level"], f.get("line", 1), f["fingerprint"]) for f in findings
             if f["state"] != "failure"]
    results = [(r["ruleId"], r["level"],
                r["locations"][0]["physicalLocation"]["region"]["startLine"],
                r["partialFingerprints"]["huibaoFinding/v1"]) for r in sarif["results"]]
    check.equal(results, plain, "SARIF and JSON tell other findings")
    failures = [f["code"] for f in findings if f["state"] == "failure"]
    told = [n["descriptor"]["id"] for n in sarif["invocations"][0]["toolExecutionNotifications"]]
    check.equal(told, failures, "SARIF and JSON tell other failures")
    check.equal(sarif["invocations"][0]["executionSuccessful"], not failures, "success")


def check_schemas(check, ajv, sarif, report):
    for schema, path in ((ajv / SARIF_SCHEMA, sarif),
                         (ROOT / "schemas/findings.schema.json", report)):
        status, out, err = run(["node", ROOT / "tests/opinion/validate.js", ajv, schema, path])
        check.that(status == 0, (out + err).decode()[:4000])


def main():
    check = Check()
    huibao, ajv = sys.argv[1], pathlib.Path(sys.argv[2])
    if shutil.which("node") is None or not (ajv / SARIF_SCHEMA).is_file():
        skip("no node, or no packages in build/ajv; scripts/test gets them")
    if shutil.which("xmllint") is None:
        skip("no xmllint")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        copy_sources(folder)
        status, _, err = run([huibao, "build", "-q", "-f", "xml", "--report",
                              "sarif=r/a.sarif,junit=r/a.xml,json=r/a.json", "in"], cwd=folder)
        check.that(status == 3, f"exit status {status}: {err.decode('utf-8', 'replace')}")
        check_schemas(check, ajv, folder / "r/a.sarif", folder / "r/a.json")
        report = check_json(check, folder, folder / "r/a.json")
        check_each_other(check, check_sarif(check, folder, folder / "r/a.sarif"), report)
        check_junit(check, folder / "r/a.xml", report)
        # Faults in XML that is checked.
        (folder / "bad.xml").write_text("<a>")
        run([huibao, "validate", "--report", "sarif=b.sarif,json=b.json,junit=b.xml", "bad.xml",
             "r/a.xml", "none.xml"], cwd=folder)
        check_schemas(check, ajv, folder / "b.sarif", folder / "b.json")
        check_junit(check, folder / "b.xml", json.loads((folder / "b.json").read_text()))
    check.finish()


main()
