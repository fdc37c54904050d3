"""`huibao build` on many sources: the same bytes for any number of jobs, and messages in the order
of the inputs; a bad source stops nothing.

usage: batch.py HUIBAO"""

import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402


def make_sources(folder):
    """The seeds, many times under other names, with bad ones in between."""
    seeds = sorted((ROOT / "seeds").glob("*.txt"))
    for number in range(40):
        place = folder / f"{number % 4}" / f"{number:02d}.txt"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(seeds[number % len(seeds)].read_bytes())
    (folder / "1/05-empty.txt").write_bytes(b"")
    (folder / "2/06-binary.txt").write_bytes(bytes(range(256)) * 64)


def read_tree(folder):
    """The files of a folder, but for what the command remembers between runs."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*")
            if p.is_file() and ".huibao" not in p.parts}


def main():
    check = Check()
    huibao = sys.argv[1]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make_sources(folder / "in")
        results = {}
        for jobs in (1, 2, 3, 8, 100):
            out = folder / f"out{jobs}"
            status, _, err = run([huibao, "build", "--show", "note", f"-j{jobs}", "-o", out, "in"],
                                 cwd=folder)
            check.that(status == 3, f"-j {jobs}: exit status {status}")
            err = err.replace(f"out{jobs}".encode(), b"out")
            # Signs of life come where it takes longer.
            results[jobs] = (read_tree(out), re.sub(rb"(?m)^huibao: \d+/\d+ .*\n", b"", err))
        trees, messages = zip(*results.values())
        for jobs, (tree, errors) in results.items():
            check.equal(sorted(tree), sorted(trees[0]), f"-j {jobs}: other files than -j 1")
            for path in tree:
                check.that(tree[path] == trees[0].get(path), f"-j {jobs}: {path} differs")
            check.that(errors == messages[0], f"-j {jobs}: other messages than -j 1")
        check.that("xml/3/39.xml" in trees[0], "a good source was not converted")
        check.that("xml/2/06-binary.xml" not in trees[0], "a binary was converted")
        check.that(not any(".tmp" in path for path in trees[0]), "a temporary file is left")
        again = run([huibao, "build", "-q", "-o", folder / "out1", "in"], cwd=folder)
        check.that(again[0] == 3 and read_tree(folder / "out1") == trees[0], "a second run differs")
    check.finish()


main()
