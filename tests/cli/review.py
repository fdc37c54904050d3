"""What may not be public, from the list to the pages: entries are added, decisions kept through
edits, and what is masked stands nowhere in what a build writes but in the XML of the account.

usage: review.py HUIBAO"""

import hashlib
import json
import pathlib
import sys
import tempfile

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402

SOURCE = ROOT / "tests/hostile/private.txt"
REVIEW = ".huibao-review.yaml"
# A second report, read before and after the first, that has some of the same words.
OTHER = """云岭县2021年双拥工作总结

我县有驻军单位5个,慰问优抚对象赵守义等12户。

一、加强领导
研究双拥工作3次,联系电话:0871-6543219。
"""


class Work:
    """A folder with sources, and the command run in it."""

    def __init__(self, huibao, folder):
        self.huibao = huibao
        self.folder = pathlib.Path(folder)
        (self.folder / "in/sub").mkdir(parents=True)
        self.source = self.folder / "in/sub/private.txt"
        self.source.write_bytes(SOURCE.read_bytes())
        (self.folder / "in/other.txt").write_text(OTHER)

    def run(self, *words):
        status, out, err = run([self.huibao, *words], cwd=self.folder)
        return status, out.decode(), err.decode()

    def review(self):
        return yaml.safe_load((self.folder / REVIEW).read_text())["entries"]

    def decide(self, choose):
        """Sets the decision of each entry to what `choose` says of it."""
        entries = self.review()
        for entry in entries:
            entry["decision"] = choose(entry)
        text = yaml.safe_dump({"version": 1, "entries": entries}, allow_unicode=True)
        (self.folder / REVIEW).write_text(text)

    def files_with(self, words, *folders):
        found = []
        for folder in folders:
            for path in sorted((self.folder / folder).rglob("*")):
                if path.is_file() and words.encode() in path.read_bytes():
                    found.append(str(path.relative_to(self.folder)))
        return found


def public_folders(work):
    names = sorted(f.name for f in (work.folder / "out").iterdir())
    return [f"out/{name}" for name in names if name not in ("xml", ".huibao")]


def check_list(check, work):
    status, out, err = work.run("review", "in")
    entries = work.review()
    check.equal(status, 1, f"review: exit status: {err}")
    check.equal(len(out.splitlines()), len(entries), "review: a line for each entry")
    check.that({e["file"] for e in entries} == {"sub/private.txt", "other.txt"}, "review: files")
    check.that(all(e["decision"] == "undecided" for e in entries), "review: nothing is decided")
    check.that("138****1234" not in out, "review: what is hidden is not listed")
    check.that("138****1234" in work.run("review", "--all", "in")[1], "review --all: hidden too")
    before = (work.folder / REVIEW).read_bytes()
    work.run("review", "-q", "in")
    check.equal((work.folder / REVIEW).read_bytes(), before, "review: a second run changes it")


def check_required(check, work):
    status, _, err = work.run("build", "--require-review", "-o", "early", "in")
    check.equal(status, 1, "build --require-review: exit status")
    count = len([line for line in err.splitlines() if "[undecided]" in line])
    check.equal(count, len(work.review()), "build --require-review: a message for each place")
    check.equal(work.files_with("驻军单位", "early"), [], "build --require-review: wrote a report")
    status, _, err = work.run("build", "--fail-on=never", "--require-review", "-o", "early", "in")
    check.equal(status, 1, "build --require-review --fail-on=never: exit status")


def check_masked(check, work):
    work.decide(lambda e: "publish" if e["kind"] == "unit-designation" else "mask")
    check.equal(work.run("review", "in")[0], 0, "review: all is decided")
    status, _, err = work.run("build", "--require-review", f"--review={REVIEW}", "in")
    check.equal((status, "error: " in err), (0, False), f"build with decisions: {err}")
    for entry in work.review():
        hidden = entry["decision"] == "mask"
        xml = work.files_with(entry["words"], "out/xml")
        public = [p for f in public_folders(work) for p in work.files_with(entry["words"], f)]
        check.that(xml, f"{entry['words']}: not in the XML of the account")
        check.equal(public == [], hidden, f"{entry['words']}: in public: {public}")
    status, got, _ = run([work.huibao, "restore", work.folder / "out/xml/sub/private.xml"])
    check.equal(got, work.source.read_bytes(), "the account restores the source")
    data = json.loads((work.folder / "out/json/sub/private.json").read_text())
    masked = [e for e in work.review() if e["file"] == "sub/private.txt" and e["decision"] == "mask"]
    check.equal(len(data["source"]["masked"]), len(masked), "the data says what is masked")
    check.that(data["source"]["sha256"] is None, "the checksum of the source is given away")
    text = json.dumps(data, ensure_ascii=False)
    check.that("■■■■■■■■■■■" in text, "the data shows blocks")
    page = (work.folder / "out/html/sub/private.html").read_text()
    check.that("审核遮盖" in page, "the page says that something is masked")


def check_hashes(check, work):
    """No digest of words that are masked is given away: eleven digits are soon tried out."""
    whole = run([work.huibao, "convert", "-q", work.source])[1].decode()
    sha256 = whole.split('sha256="')[1][:64]
    xml = hashlib.sha256((work.folder / "out/xml/sub/private.xml").read_bytes()).hexdigest()[:12]
    for folder in public_folders(work):
        check.equal(work.files_with(sha256, folder), [], f"the SHA-256 of the source in {folder}")
        check.equal(work.files_with(xml, folder), [], f"the hash of the whole XML in {folder}")
        names = [p.name for p in (work.folder / folder).rglob("*") if xml in p.name]
        check.equal(names, [], f"the hash of the whole XML as a name in {folder}")
    versions = list((work.folder / "out/html/sub").glob("private.????????????.html"))
    check.equal(len(versions), 1, "the page has an address of its version")
    check.that(not list((work.folder / "out/html").rglob("*.xml")) or
               not work.files_with("13912345678", "out/html"), "the XML beside the page")


def check_masked_xml(check, work):
    status, _, err = work.run("build", "--mask-xml", f"--review={REVIEW}", "-o", "out2", "in")
    check.equal(status, 0, f"build --mask-xml: {err}")
    for entry in work.review():
        if entry["decision"] == "mask":
            check.equal(work.files_with(entry["words"], "out2"), [], f"{entry['words']}: leaks")
    xml = "out2/xml/sub/private.xml"
    status, _, err = work.run("validate", xml)
    check.equal((status, "cannot be restored" in err), (0, True), f"validate: {err}")
    status, out, err = work.run("restore", xml)
    check.equal((status, out, "cannot be restored" in err), (3, "", True), f"restore: {err}")
    text = (work.folder / xml).read_text()
    (work.folder / xml).write_text(text.replace("■■■", "李秀英", 1))
    check.that(work.run("validate", "-q", xml)[0] != 0, "validate: words where blocks must be")


def check_edits(check, work):
    """Decisions hold when the text around is edited, and what is gone is marked."""
    work.decide(lambda e: "publish" if e["words"] == "0312-6543210" else "mask")
    text = work.source.read_text()
    work.source.write_text("新加的一行\n" + text.replace("办公电话", "办公室座机").replace("李秀英", "某人")
                           + "\n新的联系电话:13800001111。\n")
    status, out, err = work.run("review", "in")
    check.equal(len(out.splitlines()), 1, f"only the new number is undecided: {out}")
    entries = {(e["file"], e["words"]): e for e in work.review()}
    check.equal(entries["sub/private.txt", "0312-6543210"]["decision"], "publish", "kept")
    check.that(entries["sub/private.txt", "李秀英"].get("gone"), "a name that is gone is marked")
    check.equal(status, 1, "review: exit status after the edit")


def check_faults(check, work):
    for text, place in (("version: 2\nentries: []\n", ":1:1:"),
                        ("version: 1\nentries:\n- {file: a, kind: b, words: c, context: d, decision: maybe}\n",
                         ":3:"),
                        ("version: 1\nentries:\n- {file: a, kind: b}\n", ":3:"),
                        ("version: 1\nentries:\n- {fiel: a}\n", ":3:"),
                        ("version: 1\nentries: [\n", ":")):
        (work.folder / "bad.yaml").write_text(text)
        for command in (["review", "--review=bad.yaml", "in"],
                        ["build", "--review=bad.yaml", "-o", "bad", "in"]):
            status, _, err = work.run(*command)
            check.that(status == 3 and "bad.yaml" + place in err, f"{command[0]}: {text!r}: {err}")
    status, _, err = work.run("build", "--review=none.yaml", "-o", "bad", "in")
    check.that(status == 3 and "none.yaml" in err, f"build: a review that is not there: {err}")
    check.equal((work.folder / "bad").exists() and work.files_with("工作", "bad"), False,
                "a build without its review wrote something")


def main():
    check = Check()
    with tempfile.TemporaryDirectory() as folder:
        work = Work(sys.argv[1], folder)
        for step in (check_list, check_required, check_masked, check_hashes, check_masked_xml,
                     check_edits, check_faults):
            step(check, work)
    check.finish()


main()
