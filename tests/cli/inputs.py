"""Where sources come from: patterns in folders, lists of names, records of JSON Lines; and how
builds, shares and the manifest take them.

usage: inputs.py HUIBAO"""

import base64
import json
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import Check, run  # noqa: E402

TEXT = "某县双拥工作总结\n\n一、组织领导\n县委召开双拥工作会议{}次。\n"


class Place:
    """A folder with sources, in which the command is called."""

    def __init__(self, huibao, folder):
        self.huibao = huibao
        self.folder = pathlib.Path(folder)

    def write(self, name, text=TEXT.format(3)):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def call(self, *words, stdin=b""):
        status, _, err = run([self.huibao, *words], stdin=stdin, cwd=self.folder)
        return status, err.decode("utf-8", "backslashreplace")

    def made(self, out="out"):
        root = self.folder / out / "xml"
        return sorted(str(path.relative_to(root))[:-4] for path in root.rglob("*.xml"))


def check_build(check, place, words, want, text, stdin=b"", status=0):
    """Builds anew and looks at the names of what was made."""
    name = f"out{check.count}"
    got, err = place.call("build", "-q", "-f", "xml", "-o", name, *words, stdin=stdin)
    check.equal((got, place.made(name)), (status, want), f"{text}: {words}: {err}")
    return err


def check_globs(check, place):
    for name in ("a.txt", "b.md", "2018/a.txt", "2018/c.md", "2018/x/a.txt", "2019/a.txt",
                 ".h.txt", ".old/a.txt", ".old/.h.txt", "2018/.old/b.txt"):
        place.write(f"in/{name}")
    for words, want in (
            ("", "2018/a 2018/x/a 2019/a a"),
            ("--include *.md", "2018/c b"),
            ("--include=*.md --include=2019", "2018/c 2019/a b"),
            ("--include 2018/*", "2018/a 2018/c 2018/x/a"),
            ("--include 2018/a.txt", "2018/a"),
            ("--include */*/a.txt", "2018/x/a"),
            ("--include .old", ".old/a 2018/.old/b"),
            ("--include .old/*.txt", ".old/a"),
            ("--include .h.txt", ".h"),
            ("--include .old/.h.txt", ".old/.h"),
            ("--include a.* --exclude 2018", "2019/a a"),
            ("--exclude 2018/x", "2018/a 2019/a a"),
            ("--exclude a.txt --include *", "2018/c b"),
            ("--exclude *8/a.txt", "2018/x/a 2019/a a")):
        check_build(check, place, [*words.split(), "in"], want.split(), "patterns")
    err = check_build(check, place, ["--include", "*.doc", "in"], [], "nothing", status=3)
    check.that("in: error: nothing in this folder is asked for [no-input]" in err, err)
    check_build(check, place, ["--exclude", "*.txt", "in/a.txt"], ["a"], "a file is named")


def check_project(check, place):
    place.write(".huibao.yaml", "include: '*.md'\nexclude: [2018]\n")
    check_build(check, place, ["in"], ["b"], "the project file")
    check_build(check, place, ["--include", "a.txt", "in"], ["2019/a", "a"], "both")
    (place.folder / ".huibao.yaml").unlink()


def check_kept(check, place):
    """Patterns choose sources; they do not make them others."""
    place.call("build", "-q", "-f", "xml", "in")
    words = ("build", "-f", "xml", "--exclude", "2018", "in")
    status, err = place.call(*words)
    check.that(status == 0 and "(2 unchanged)" in err, f"converted again: {err}")
    check.equal(place.made(), "2018/a 2018/x/a 2019/a a".split(), "removed without being asked")
    place.call(*words, "--prune")
    check.equal(place.made(), ["2019/a", "a"], "not removed")
    shares = []
    for share in ("1/2", "2/2"):
        out = f"share{share[0]}"
        place.call("build", "-q", "-f", "xml", "-o", out, "--shard", share, "--include=*.*", "in")
        shares += place.made(out)
    check.equal(sorted(shares), "2018/a 2018/c 2018/x/a 2019/a a b".split(), "shares")
    status, err = place.call("merge", "-q", "-f", "xml", "-o", "joined", "share1", "share2")
    check.equal((status, place.made("joined")), (0, sorted(shares)), f"joined: {err}")


def check_review(check, place):
    status, err = place.call("review", "--review=r.yaml", "--include", "2019", "in")
    text = (place.folder / "r.yaml").read_text() if status == 0 else err
    check.that(status == 0 and "2018" not in text, text)


def check_lists(check, place):
    place.write("odd/a b\n.txt")
    place.write("list",
                "in/a.txt\n\n./in/2018//a.txt\r\nin/gone.txt\nin/2018/x\nodd/../in/a.txt\n")
    err = check_build(check, place, ["--files-from", "list"], ["in/2018/x/a", "in/a"], "a list",
                      status=3)
    check.that("in/gone.txt: error: No such file" in err, err)
    check.that("in/2018//a.txt\\x0D: error: No such file" in err, err)
    check_build(check, place, ["--files-from=-", "-0"], ["in/a", "odd/a b\\x0A"], "by NUL",
                stdin=b"odd/a b\n.txt\0\0in/a.txt")
    check_build(check, place, ["--files-from=-", "in/2018/a.txt"], ["a", "in/a"], "and an operand",
                stdin=b"in/a.txt")
    check_build(check, place, ["--files-from=-"], [], "empty")
    place.write("-")
    check_build(check, place, ["--files-from=-"], ["-"], "a file, no stream", stdin=b"-\n")
    for stdin, words in ((b"in/a.txt\0x\nin/a.txt\n", "name 1 has a NUL"),
                         (b"x" * 70000 + b"\nin/a.txt\n", "name 1 is too long")):
        err = check_build(check, place, ["--files-from=-"], ["in/a"], "bad names", stdin=stdin,
                          status=3)
        check.that(words in err and "[bad-name]" in err, err[-300:])
    err = check_build(check, place, ["--files-from", "none", "in/a.txt"], ["a"], "no list",
                      status=3)
    check.that("none: error: No such file" in err, err)
    for words in (["--files-from=-", "-"], ["--files-from=-", "--files-from=-"]):
        check_build(check, place, words, [], "twice", status=2)


def lines(*records):
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def check_records(check, place):
    text = TEXT.format(5)
    big5 = "某縣雙擁工作總結\n\n一、組織領導\n召開會議3次。\n".encode("big5")
    big5 = base64.b64encode(big5).decode()
    place.write("r/2018.jsonl", "\n" + lines(
        {"id": "县.1", "text": text}, {"id": 7, "text": text, "more": [1]},
        {"id": "b", "bytes": big5, "encoding": "Big5"}) +
        '{"id": "last", "text": "' + "一" * 9 + '"}')
    want = ["2018/7", "2018/b", "2018/last", "2018/县.1"]
    check_build(check, place, ["r/2018.jsonl"], want, "records")
    check_build(check, place, ["--include", "*.jsonl", "r"], want, "records in a folder")
    check_build(check, place, ["--files-from=-"], [f"r/{name}" for name in want],
                "records of a list", stdin=b"r/2018.jsonl\n")
    check_build(check, place, ["r/2018.jsonl", "./r/2018.jsonl"], want, "a file named twice")
    place.write("twice.jsonl", lines({"id": "a", "text": text}, {"id": "a", "text": text}))
    err = check_build(check, place, ["twice.jsonl", "./twice.jsonl"], ["twice/a"], "an id twice",
                      status=3)
    check.that(err.count("[name-taken]") == 1, f"told more than once: {err}")
    place.call("build", "-q", "-f", "xml", "-o", "rec", "r/2018.jsonl")
    check.that("會議" in (place.folder / "rec/xml/2018/b.xml").read_text(), "not read as Big5")
    status, out, err = run([place.huibao, "restore", "rec/xml/2018/县.1.xml"], cwd=place.folder)
    check.equal((status, out.decode()), (0, text), f"not restored: {err}")
    shares = []
    for share in ("1/2", "2/2"):
        out = f"records{share[0]}"
        place.call("build", "-q", "-f", "xml", "-o", out, "--shard", share, "r/2018.jsonl")
        shares += place.made(out)
    check.equal(sorted(shares), want, "shares")
    status, err = place.call("review", "--review=r2.yaml", "r/2018.jsonl")
    check.that(status == 0, f"review: {err}")


def check_record_faults(check, place):
    """Ids that cannot be names, and lines that are no records: the rest is done."""
    place.write("ids.jsonl", lines(*({"id": name, "text": TEXT.format(1)} for name in (
        "../../up", "a/b", "a_b", "..", "", ".hid", "x" * 300, "x" * 301, "字" * 60, "n\0a", "n\0b",
        "t\ty"))))
    status, err = place.call("build", "-q", "-f", "xml", "-o", "ids", "ids.jsonl")
    made = place.made("ids")
    check.that(status == 0 and len(made) == 12 and "ids/a_b" in made, f"{made}: {err}")
    check.that(all(name.startswith("ids/") and name.count("/") == 1 and "/." not in name and
                   len(name.encode()) < 140 for name in made), f"not safe: {made}")
    check.that(not (place.folder.parent / "up.xml").exists(), "written outside")
    place.write("bad.jsonl", lines({"id": "a", "text": "一"}, {"id": "a", "text": "二"}, [5],
                                   {"id": "b"}, {"text": "三"}, {"id": "c", "text": "x" * 400}) +
                "no\n" + lines({"id": "z", "text": TEXT.format(2)}))
    err = check_build(check, place, ["--limit", "record-bytes=300", "bad.jsonl"],
                      ["bad/a", "bad/z"], "bad lines", status=3)
    for words in ("bad.jsonl/a: error: another source has this name already [name-taken]",
                  "bad.jsonl: error: line 3: the line is no object [bad-record]",
                  "line 4: ", "line 5: ",
                  "line 6: longer than the limit record-bytes [limit-reached]",
                  "line 7: no JSON at byte"):
        check.that(words in err, f"not told: {words}: {err}")
    place.write("many.jsonl", "x\n" * 100 + lines({"id": "z", "text": "一"}))
    err = check_build(check, place, ["many.jsonl"], ["many/z"], "many bad lines", status=3)
    check.that("80 more lines are no records" in err and err.count("[not-json]") == 20, err)


def check_record_changes(check, place):
    """A line that is added, changed or taken away concerns its own source only."""
    records = [{"id": f"n{number}", "text": TEXT.format(number)} for number in range(1, 5)]
    place.write("c.jsonl", lines(*records))
    words = ("build", "-f", "xml", "-o", "changed", "--prune", "c.jsonl")
    place.call(*words)
    status, err = place.call(*words)
    check.that(status == 0 and "(4 unchanged)" in err, f"not kept: {err}")
    records[1]["text"] = TEXT.format(44)
    place.write("c.jsonl", lines({"id": "n0", "text": TEXT.format(9)}, *records[:3]))
    status, err = place.call(*words)
    check.that(status == 0 and "(2 unchanged)" in err, f"not kept: {err}")
    check.equal(place.made("changed"), ["c/n0", "c/n1", "c/n2", "c/n3"], "made")
    check.that("44" in (place.folder / "changed/xml/c/n2.xml").read_text(), "n2 is the old one")


def check_versions(check, place):
    """A source that is called as a version of another's page would be keeps its suffix."""
    for name in ("v/a.txt", "v/a.0123456789ab.txt", "v/b.0123456789ab.txt", "v/c.0123456789AB.txt",
                 "v/c.txt", "v/.txt", "v/d.202412011234.5.txt", "v/d.txt", "v/e.01234567890.txt",
                 "v/e.txt"):
        place.write(name)
    want = ["a", "a.0123456789ab.txt", "b.0123456789ab", "c", "c.0123456789AB",
            "d", "d.202412011234.5", "e", "e.01234567890"]
    check_build(check, place, ["v"], want, "versions")
    text = TEXT.format(3)
    place.write("v.jsonl", lines({"id": "a", "text": text}, {"id": "a.0123456789ab", "text": text},
                                 {"id": "b.0123456789ab", "text": text}))
    err = check_build(check, place, ["v.jsonl"], ["v/a", "v/b.0123456789ab"], "ids", status=3)
    check.that("v.jsonl/a.0123456789ab: error: its output could replace a version of another; "
               "rename it [name-taken]" in err, err)


TESTS = (check_globs, check_project, check_kept, check_review, check_lists, check_records,
         check_record_faults, check_record_changes, check_versions)


def main():
    check = Check()
    huibao = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        place = Place(huibao, folder)
        for test in TESTS:
            test(check, place)
    check.finish()


main()
