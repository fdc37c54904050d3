"""Shares of a build, made apart and joined: the same files, messages and reports as one build.

usage: shards.py HUIBAO"""

import pathlib
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402

SHARES = 3


def make_sources(folder):
    seeds = sorted((ROOT / "seeds").glob("*.txt"))
    for number in range(12):
        place = folder / f"{number % 3}" / f"{number:02d}.txt"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(seeds[number % len(seeds)].read_bytes()[:4000])
    (folder / "1/binary.txt").write_bytes(bytes(range(256)) * 4)


def read_tree(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*")
            if p.is_file() and ".huibao" not in p.parts}


def call(folder, huibao, *words):
    status, out, err = run([huibao, *words], cwd=folder)
    return status, out.decode(), err.decode("utf-8", "backslashreplace")


def check_joined(check, folder, huibao, whole):
    shares = [f"s{number}" for number in range(1, SHARES + 1)]
    merged = call(folder, huibao, "merge", "-o", "joined", "--report", "json=joined.json", *shares)
    check.equal(merged[0], whole[0], "exit statuses differ")
    check.equal(merged[2].replace("joined", "whole"), whole[2], "messages differ")
    tree, want = read_tree(folder / "joined"), read_tree(folder / "whole")
    check.equal(sorted(tree), sorted(want), "other files than one build makes")
    for path in want:
        check.that(tree.get(path) == want[path], f"{path} differs")
    check.that((folder / "joined.json").read_bytes() == (folder / "whole.json").read_bytes(),
               "reports differ")
    again = call(folder, huibao, "build", "-o", "joined", "in")
    check.that("(12 unchanged)" in again[2], f"a build over it converts again: {again[2][-300:]}")


def check_failures(check, folder, huibao):
    """What was wrong with the list of sources, and belongs to no share, is told once; a source that
    has no name left to be written by is counted."""
    for name in ("f/a/x.txt", "f/b/x.txt", "f/c/y.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{name}双拥工作总结\n召开会议3次。\n")
    (folder / "f/c/lost.txt").symlink_to("nowhere")
    (folder / "f/bad.zip").write_bytes(b"PK\3\4")
    words = ("-f", "xml,html", "f/a", "f/b", "f/c", "f/none", "f/bad.zip")
    for lost in (1, 0):
        for out in ("whole", "joined", "s1", "s2"):
            shutil.rmtree(folder / f"f.{out}", ignore_errors=True)
        reports = [f"--report=json=f{number}.json" for number in (1, 2)]
        want = call(folder, huibao, "build", "-o", "f.whole", reports[0], *words)
        for number in (1, 2, 1, 2):  # what is unchanged is told again, too
            status = call(folder, huibao, "build", "-q", "-o", f"f.s{number}", "--shard",
                          f"{number}/2", *words)[0]
            check.equal(status, 3, f"share {number}")
        for _ in range(2):
            got = call(folder, huibao, "merge", "-o", "f.joined", "-f", "xml,html", reports[1],
                       "f.s1", "f.s2")
            check.equal((got[0], got[2].replace("f.joined", "f.whole")), (want[0], want[2]),
                        f"failures without a source: {got[2]}")
        check.that(want[0] == 3 and want[2].count(" error: ") == 3 + lost and
                   "2 of 3 sources" in want[2], f"one build: {want[2]}")
        check.equal((folder / "f2.json").read_text(), (folder / "f1.json").read_text(), "reports")
        if lost:
            (folder / "f/c/lost.txt").unlink()


def check_refused(check, folder, huibao):
    """What is not all of one build, each share once."""
    check.equal(call(folder, huibao, "merge", "-o", "x", "s1", "s2")[0], 3, "a share is missing")
    status, _, err = call(folder, huibao, "merge", "-o", "x", "s1", "s2", "s2")
    check.that(status == 3 and "in-use" in err or "twice" in err, f"a share twice: {err}")
    status, _, err = call(folder, huibao, "merge", "-o", "x", "-p", "a=b", "s1", "s2", "s3")
    check.that(status == 3 and "other options" in err, f"other options: {err}")
    (folder / "s3/.huibao/complete").unlink()
    status, _, err = call(folder, huibao, "merge", "-o", "x", "s1", "s2", "s3")
    check.that(status == 3 and "s3" in err and "[not-a-share]" in err, f"not finished: {err}")
    check.equal(call(folder, huibao, "merge", "-o", "x")[0], 2, "no folder")
    check.that(not (folder / "x/html").exists(), "something was written nevertheless")
    for share in ("0/3", "4/3", "1", "1/", "a/b", "1/0", "-1/2"):
        status, _, err = call(folder, huibao, "build", "--shard", share, "in")
        check.that(status == 2 and "[usage]" in err, f"--shard {share}: {status}: {err}")


def main():
    check = Check()
    huibao = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make_sources(folder / "in")
        whole = call(folder, huibao, "build", "-o", "whole", "--report", "json=whole.json", "in")
        counts = []
        for number in range(1, SHARES + 1):
            call(folder, huibao, "build", "-q", "--shard", f"{number}/{SHARES}", "-o",
                 f"s{number}", "in")
            counts.append(len(list((folder / f"s{number}/xml").rglob("*.xml"))))
            mark = (folder / f"s{number}/.huibao/complete").read_text()
            check.that(f"shard {number}/{SHARES}\n" in mark, f"share {number}: no mark: {mark}")
        check.that(sum(counts) == 12 and max(counts) < 12, f"shares of {counts}")
        check_joined(check, folder, huibao, whole)
        check_failures(check, folder, huibao)
        shutil.rmtree(folder / "joined")
        check_refused(check, folder, huibao)
    check.finish()


main()
