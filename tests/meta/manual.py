"""The manual is sound mdoc and names what the command has: commands, formats, exit statuses.

usage: manual.py HUIBAO"""

import pathlib
import re
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run, skip  # noqa: E402

MANUAL = ROOT / "docs/man/huibao.1"


def main():
    check = Check()
    if shutil.which("mandoc") is None:
        skip("no mandoc")
    status, out, _ = run(["mandoc", "-Tlint", "-Wwarning", MANUAL])
    check.that(status == 0, "mandoc: " + out.decode())
    text = re.sub(".\b", "", run(["mandoc", "-Tutf8", MANUAL])[1].decode())
    commands = run([sys.argv[1], "--help"])[1].decode().split("\ncommands:\n")[1].split("\n\n")[0]
    for line in commands.splitlines():
        check.that(f"huibao {line.split()[0]}" in text,
                   f"the manual does not show huibao {line.split()[0]}")
    check.finish()


main()
