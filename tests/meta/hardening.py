"""What compiler and linker can do against mistakes is done, in the program and in the library: the
seven rows of hardening-check, and a stack that is not executable. hardening-check itself knows only
one of two forms of stack probes, the one of arrays without fixed size, which this program has not.

usage: hardening.py READELF OBJDUMP HUIBAO LIBRARY"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import Check, run, skip  # noqa: E402

PROBE = re.compile(r"sub +\$0x1000,%rsp\n[^\n]*or[lq] +\$0x0,.*\(%rsp\)")


def read(command):
    status, out, err = run(command)
    if status != 0:
        skip(f"{command[0]}: {err.decode(errors='replace')}")
    return out.decode(errors="replace")


def look_at(check, readelf, objdump, path, is_program):
    name = pathlib.Path(path).name
    headers = read([readelf, "-W", "-h", "-l", "-d", "-n", path])
    symbols = read([readelf, "-W", "--dyn-syms", path])
    check.that("Type:" in headers and "DYN" in headers, f"{name}: no position-independent code")
    check.that(not is_program or "FLAGS_1" in headers and "PIE" in headers, f"{name}: no PIE")
    check.that("GNU_RELRO" in headers, f"{name}: no RELRO")
    check.that(re.search(r"BIND_NOW|FLAGS_1.*NOW", headers), f"{name}: not bound at once")
    check.that(re.search(r"GNU_STACK.* RW +0x", headers), f"{name}: an executable stack")
    check.that("__stack_chk_fail" in symbols, f"{name}: no stack protector")
    check.that(re.search(r"__(memcpy|vsnprintf|snprintf|fprintf|memset)_chk", symbols),
               f"{name}: no FORTIFY")
    if "X86-64" in headers:
        check.that(re.search(r"x86 feature: IBT, SHSTK", headers), f"{name}: no control-flow marks")
        check.that(PROBE.search(read([objdump, "-d", "--no-show-raw-insn", path])),
                   f"{name}: no stack probes")


def main():
    check = Check()
    readelf, objdump, huibao, library = sys.argv[1:]
    look_at(check, readelf, objdump, huibao, True)
    look_at(check, readelf, objdump, library, False)
    check.finish()


main()
