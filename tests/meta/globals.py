"""No object that can be written lives outside of functions: not in the library, not in the
command.

usage: globals.py OBJDUMP FILE..."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import Check, run  # noqa: E402

WRITABLE = (".data", ".bss", ".tdata", ".tbss", "*COM*")


def is_writable(section):
    if section.startswith(".data.rel.ro"):
        return False  # constants that hold addresses: read-only once loaded
    return section.split(".")[1:2] == ["data"] or section.startswith(WRITABLE)


def main():
    check = Check()
    objects = 0
    for path in sys.argv[2:]:
        status, out, err = run([sys.argv[1], "-t", path])
        check.that(status == 0, err.decode())
        member = path
        for line in out.decode().splitlines():
            if ":     file format" in line:
                member = line.split(":")[0]
                objects += 1
            fields = line.split()
            # VALUE FLAGS SECTION SIZE NAME; sections themselves have no size of interest.
            if len(fields) < 4 or "\t" not in line:
                continue
            section = line.split("\t")[0].split()[-1]
            name = fields[-1]
            check.that(name.startswith(".") or not is_writable(section),
                       f"{member}: {name} lies in {section}")
    check.that(objects > 0, "no object file was read")
    check.finish()


main()
