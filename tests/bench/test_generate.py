"""generate.py writes the same bytes each time, whatever else it writes, and on every Python.

usage: test_generate.py"""

import hashlib
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402

# Figures in docs/performance.md are of this corpus: a change of it makes them stale.
CORPUS, REPORT = "212f769270b52ea9", "a338b1eddb53ec04"


def generate(*arguments):
    return run([sys.executable, "-B", ROOT / "tests/bench/generate.py", *arguments])[0]


def digest(folder):
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*.txt")):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def main():
    check = Check()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        check.that(generate(folder / "a", "--count", "60") == 0, "a corpus is written")
        check.that(digest(folder / "a") == CORPUS, f"corpus {digest(folder / 'a')}, not {CORPUS}")
        generate(folder / "b", "--count", "20")
        check.that(all((folder / "a/000" / path.name).read_bytes() == path.read_bytes()
                       for path in (folder / "b/000").iterdir()),
                   "a report does not depend on how many are asked for")
        generate(folder / "c", "--count", "60", "--seed", "2")
        check.that(digest(folder / "c") != CORPUS, "another seed, other reports")
        generate("--one", folder / "one", "--bytes", "12345")
        made = (folder / "one").read_bytes()
        check.that(len(made) == 12345, f"{len(made)} bytes, not 12345")
        found = hashlib.sha256(made).hexdigest()[:16]
        check.that(found == REPORT, f"one report {found}, not {REPORT}")
    check.finish()


main()
