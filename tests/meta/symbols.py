"""The shared library exports exactly the HB_API functions of huibao.h.

usage: symbols.py NM LIBRARY"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402


def main():
    check = Check()
    status, out, err = run([sys.argv[1], "-D", "--defined-only", sys.argv[2]])
    check.that(status == 0, err.decode())
    names = {line.split()[-1].split("@")[0] for line in out.decode().splitlines()}
    # What the compiler's own run-time library adds.
    exported = {name for name in names if not name.startswith("_")}
    header = (ROOT / "src/huibao.h").read_text()
    header = re.sub(r"/\*.*?\*/", "", header, flags=re.S)
    declared = set(re.findall(r"^HB_API\b[^;(]*?\b(hb_\w+)\(", header, flags=re.M))
    check.equal(sorted(exported), sorted(declared), "exported symbols are not those of huibao.h")
    check.that(len(declared) > 10, "huibao.h declares next to nothing")
    check.finish()


main()
