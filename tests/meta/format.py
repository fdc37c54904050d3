"""C files are formatted by .clang-format.

usage: format.py [CLANG-FORMAT]"""

import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run, skip  # noqa: E402


def main():
    check = Check()
    tool = shutil.which(sys.argv[1] if len(sys.argv) > 1 else "clang-format-14")
    if tool is None:
        skip("no clang-format 14")
    paths = [p for folder in ("src", "tests", "cmake")
             for p in sorted((ROOT / folder).rglob("*.[ch]"))]
    for path in paths:
        status, _, _ = run([tool, "--dry-run", "-Werror", path])
        check.that(status == 0, f"{path.relative_to(ROOT)}: run clang-format -i on it")
    check.finish()


main()
