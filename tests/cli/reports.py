"""Findings for machines and the baseline: what they hold, their order, their limits, and names and
texts that are an attack on whoever reads them.

usage: reports.py HUIBAO"""

import json
import os
import pathlib
import sys
import tempfile
import xml.etree.ElementTree as ET

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import Check, run  # noqa: E402

REPORT = """青石县2023年双拥工作总结

一、加强组织领导
县委、县政府调整了双拥工作领导小组，全年召开专题会议4次，解决供水问题2件。

二、抓好宣传教育
举办国防教育讲座6场，受教育群众达3200余人，覆盖率达{share}%。

三、落实优抚政策
为某部驻军{mask}连送去慰问品120份，走访优抚对象310户。
"""


def write(path, text=None, **words):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text or REPORT.format(**{"share": 120, "mask": "xx", **words}), encoding="utf-8")


class Place:
    """A scratch folder in which the command is called."""

    def __init__(self, check, huibao, folder):
        self.check, self.huibao, self.folder = check, huibao, folder

    def call(self, *words, status=0, env=None, what="build"):
        got, out, err = run([self.huibao, what, *words], cwd=self.folder, env=env)
        self.check.equal(got, status, f"{' '.join(map(str, words))}: {err.decode()[-600:]}: status")
        return out.decode("utf-8", "replace"), err.decode("utf-8", "replace")

    def load(self, name):
        return json.loads((self.folder / name).read_text(encoding="utf-8"))


def check_order(place):
    check = place.check
    for number in range(12):
        write(place.folder / f"in/{number:02d}.txt", share=101 + number)
    write(place.folder / "in/05-empty.txt", "\n")
    texts = []
    for jobs in (1, 4):
        place.call("-q", "-f", "xml", f"-j{jobs}", "-o", f"o{jobs}", "--report",
                   f"sarif={jobs}.sarif,junit={jobs}.junit,json={jobs}.json", "in")
        texts.append([(place.folder / f"{jobs}.{kind}").read_bytes()
                      for kind in ("sarif", "junit", "json")])
    check.that(texts[0] == texts[1], "reports depend on the number of jobs")
    uris = [source["uri"] for source in place.load("1.json")["sources"]]
    check.equal(uris, sorted(uris), "not in the order of the inputs")
    # An unchanged source that is not converted again is told of nevertheless.
    place.call("-q", "-f", "xml", "-o", "o1", "--report", "json=again.json", "in")
    check.equal(place.load("again.json"), place.load("1.json"), "a second run tells other findings")


def check_baseline(place):
    check, folder = place.check, place.folder
    write(folder / "b/a.txt")
    write(folder / "b/100%\tA\n.txt", share=300)
    build = ("-f", "xml", "--show", "never", "--fail-on", "note")
    place.call(*build, "b", status=1)
    place.call(*build, "--write-baseline", "known.txt", "b")
    first = (folder / "known.txt").read_bytes()
    check.equal(first.count(b"\n"), 5, "lines of the baseline")
    err = place.call(*build, "--baseline", "known.txt", "b")[1]
    check.that("baseline: 0 new, 4 known, 0 gone" in err, err)
    check.that("0 errors, 0 warnings, 0 notes" in err, f"known findings count: {err}")
    # Lines move, other words change; the same words stand there once more; one is mended.
    text = REPORT.format(share=120, mask="某")
    write(folder / "b/a.txt", "\n\n" + text.replace("县委、县政府", "县里") + "覆盖率达120%。\n")
    err = place.call(*build, "--baseline", "known.txt", "--report", "json=k.json", "b", status=1)[1]
    check.that("baseline: 1 new, 3 known, 1 gone" in err, err)
    report = place.load("k.json")
    check.equal([gone["words"] for gone in report["gone"]], ["xx连"], "what is gone")
    states = [f["state"] for source in report["sources"] for f in source["findings"]]
    check.equal(sorted(states), ["known"] * 3 + ["new"], "states")
    # One source only: nothing of the other is gone, and it stays known.
    err = place.call(*build, "--baseline", "known.txt", "--write-baseline", "known.txt", "b/a.txt",
                     status=1)[1]
    check.that("baseline: 1 new, 1 known, 1 gone" in err, err)
    err = place.call(*build, "--baseline", "known.txt", "b")[1]
    check.that("baseline: 0 new, 4 known, 0 gone" in err, err)


def check_bad_baselines(place):
    for text in ("", "a\n", "huibao-baseline 2\n", "huibao-baseline 1\na\tb\tc\n",
                 "huibao-baseline 1\na\tb\t0123456789abcdef\t1\tw", "huibao-baseline 1\n\n",
                 "huibao-baseline 1\na\tb\t0123456789ABCDEF\t1\tw\n",
                 "huibao-baseline 1\na\tb\t0123456789abcdef\t1\tw\tx\n"):
        (place.folder / "bad.txt").write_text(text)
        err = place.call("--baseline", "bad.txt", "-q", "in", status=3)[1]
        place.check.that("[baseline]" in err and err.startswith("bad.txt: "), f"{text!r}: {err}")
    place.call("--baseline", "none.txt", "-q", "in", status=3)


def check_caps(place):
    """Eight sources of 800 findings: SARIF keeps the most severe, and says so."""
    for number in range(8):
        lines = "".join(f"第{n}项覆盖率达{200 + n}%，送书{n}册,、空调。\n" for n in range(400))
        write(place.folder / f"many/{number}.txt", "青石县2023年双拥工作总结\n\n一、工作\n" + lines)
    err = place.call("-f", "xml", "--show", "never", "--severity", "impossible-number=error",
                     "--fail-on", "never", "--report", "sarif=m.sarif,junit=m.xml,json=m.json",
                     "many")[1]
    all_of_them = [f for s in place.load("m.json")["sources"] for f in s["findings"]]
    log = place.load("m.sarif")["runs"][0]
    check = place.check
    check.that(len(all_of_them) > 6000, f"{len(all_of_them)} findings")
    check.equal(len(log["results"]), 5000, "results in SARIF")
    errors = sum(f["level"] == "error" for f in all_of_them)
    check.equal(sum(r["level"] == "error" for r in log["results"]), errors, "errors in SARIF")
    note = f"{len(all_of_them) - 5000} findings are left out"
    told = log["invocations"][0]["toolExecutionNotifications"]
    check.that(len(told) == 1 and note in told[0]["message"]["text"], str(told)[:300])
    check.that(f"sarif: {note}" in err, err)
    check.that("and 700 more" in (place.folder / "m.xml").read_text(), "JUnit is not cut")


def commands(text):
    return [line for line in text.splitlines() if line.lstrip(" \t\u3000\xa0").startswith("::")
            or "##[" in line or "##vso[" in line]


def check_github(place):
    check, folder = place.check, place.folder
    evil = folder / "gh/evil"
    for number in range(15):
        write(folder / f"gh/{number:02d}, a:b%.txt")
    write(evil / "::set-output name=x::y.txt", "::add-mask::双拥\n　 ::stop-commands::x 120%，覆盖率达150%\n")
    write(evil / "##[error]z.txt", REPORT.format(share=130, mask="##vso[x]xx"))
    (evil / "binary.txt").write_bytes(bytes(range(256)) * 40)
    summary = folder / "summary.md"
    summary.write_text("before\n")
    out, err = place.call("-f", "xml", "--show", "note", "--all", "--severity", "masked=error",
                          "--report", "github", "gh", status=3,
                          env={"GITHUB_STEP_SUMMARY": str(summary)})
    lines = out.splitlines()
    check.equal(sum(line.startswith("::error ") for line in lines), 10, "error annotations")
    check.equal(sum(line.startswith("::warning ") for line in lines), 10, "warning annotations")
    check.equal(len(lines), 20, "lines of standard output")
    check.that("::warning file=gh/00%2C a%3Ab%25.txt,line=7,endLine=7,col=" in out, out[:300])
    check.that(any("binary" in line or "::error" in line for line in lines), "a failure")
    check.equal(commands(err), [], "the log holds commands that are not ours")
    check.that("findings have no annotation" in err, err[-300:])
    text = summary.read_text(encoding="utf-8")
    check.that(text.startswith("before\n### huibao\n\n18 sources: "), text[:80])
    check.that("binary.txt" in text and "not&#45;text" not in text, "failures in the summary")
    check.that("| <code>masked</code> | error | 1" in text, text[:400])
    place.call("-q", "-f", "xml", "--report", "github", "gh", status=3,
               env={"GITHUB_STEP_SUMMARY": str(folder / "no/such")})
    place.call("-q", "-f", "xml", "--report", "github", "gh/00, a:b%.txt",
               env={"GITHUB_STEP_SUMMARY": ""})


def check_places(place):
    """Where reports go: into new folders, to standard output, not over what is no file."""
    check, folder = place.check, place.folder
    out, _ = place.call("-q", "-f", "xml", "--report", "json=-", "in/00.txt")
    check.equal(len(json.loads(out)["sources"]), 1, "JSON on standard output")
    out, _ = place.call("-q", "-f", "xml", "--report", "junit=-", "in/00.txt")
    check.equal(ET.fromstring(out).get("tests"), "1", "JUnit on standard output")
    place.call("-q", "-f", "xml", "--report", "json=x,y.json,sarif=n/e/w.sarif", "in/00.txt")
    check.that((folder / "x,y.json").is_file() and (folder / "n/e/w.sarif").is_file(), "no files")
    (folder / "taken").mkdir()
    place.call("-q", "-o", "never", "--report", "sarif=taken", "in", status=3)
    check.that(not (folder / "never").exists(), "work was done though a report cannot be written")
    err = place.call("-q", "-f", "xml", "--report", "json=/dev/full", "in/00.txt", status=3)[1]
    check.that("[cannot-write]" in err, err)
    out, err = place.call("-t", "lint", "--report", "github", "in/00.txt", what="convert")
    check.that(commands(out) == [] and len(commands(err)) == 1, f"convert: {out}{err}")
    left = [p.name for p in folder.rglob(".huibao-*.tmp")]
    check.equal(left, [], "temporary files are left")


def check_projects(place):
    """Reports and the baseline of a project file; the command line says otherwise."""
    check, folder = place.check, place.folder
    write(folder / "p/in/a.txt")
    (folder / "p/.huibao.yaml").write_text(
        "reports: [json=r/own.json]\nseverities: {masked: 'off', impossible-number: error}\n"
        "formats: xml\nshow: never\n")
    inner = Place(check, place.huibao, folder / "p")
    inner.call("in", status=1)
    levels = [(f["code"], f["level"]) for f in inner.load("r/own.json")["sources"][0]["findings"]]
    check.equal(levels, [("impossible-number", "error")], "severities in reports")
    (folder / "p/r/own.json").unlink()
    inner.call("--report", "json=other.json", "in", status=1)
    check.that(not (folder / "p/r/own.json").exists(), "the command line does not win")
    inner.call("--no-project", "-q", "-f", "xml", "--write-baseline", "known.txt", "in")
    (folder / "p/.huibao.yaml").write_text("baseline: known.txt\nfail-on: note\n")
    err = inner.call("in")[1]
    check.that("baseline: 0 new, 2 known" in err, err)
    outside = "reports: json=../x.json\n"
    (folder / "p/.huibao.yaml").write_text(outside)
    check.that("leads out" in inner.call("in", status=2)[1], "a report outside the project")


def main():
    check = Check()
    with tempfile.TemporaryDirectory() as name:
        place = Place(check, os.path.abspath(sys.argv[1]), pathlib.Path(name))
        for part in (check_order, check_baseline, check_bad_baselines, check_caps, check_github,
                     check_places, check_projects):
            part(place)
    check.finish()


main()
