"""Functions of at most 60 lines, files of at most 600, lines of at most 100 columns."""

import pathlib
import sys
import unicodedata

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check  # noqa: E402

MOST_FUNCTION, MOST_FILE, MOST_COLUMNS = 60, 600, 100
FOLDERS = ("src", "tests", "cmake")


def functions(lines):
    """Yields (first line, length) of each body that begins with a brace in the first column."""
    start = None
    for number, line in enumerate(lines):
        if line.startswith("{"):
            start = number
        elif line.startswith("}") and start is not None:
            signature = start
            while signature > 0 and lines[signature - 1].strip() and \
                    not lines[signature - 1].startswith(("}", "#", "/", " *")):
                signature -= 1
            yield signature + 1, number - signature + 1
            start = None


def columns(line):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def main():
    check = Check()
    paths = [p for folder in FOLDERS for p in sorted((ROOT / folder).rglob("*.[ch]"))]
    for path in paths:
        name = path.relative_to(ROOT)
        lines = path.read_text().splitlines()
        check.that(len(lines) <= MOST_FILE, f"{name}: {len(lines)} lines")
        for first, length in functions(lines):
            check.that(length <= MOST_FUNCTION, f"{name}:{first}: a function of {length} lines")
        for number, line in enumerate(lines, 1):
            check.that(columns(line) <= MOST_COLUMNS, f"{name}:{number}: {columns(line)} columns")
    check.finish()


main()
