"""Large sources on a single line come back; one byte over the limit is refused.

usage: size.py HUIBAO MIB      MIB: the size of the large source, 64 at most"""

import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import Check, run  # noqa: E402

LIMIT = 64 * 1024 * 1024


def main():
    check = Check()
    huibao, size = sys.argv[1], int(sys.argv[2]) * 1024 * 1024
    sentence = ("坚持走访慰问驻区部队官兵,切实为部队办实事解难题," * 8 + "投入资金20余万元。").encode()
    line = sentence * (size // len(sentence))
    line += b"." * (size - len(line))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        source, xml = folder / "line.txt", folder / "line.xml"
        source.write_bytes(line)
        status, _, err = run([huibao, "convert", "-q", "-o", xml, source])
        check.that(status in (0, 1), f"a long line: exit status {status}: {err.decode()}")
        if status in (0, 1):
            status, out, err = run([huibao, "restore", xml])
            check.that(status == 0 and out == line, f"a long line: not restored: {err.decode()}")
        source.write_bytes(b"x" * (LIMIT + 1))
        status, _, err = run([huibao, "convert", source])
        check.that(status == 3, f"one byte too many: exit status {status}")
        check.that(b"line.txt" in err and b"[limit-reached]" in err, f"no message: {err!r}")
        status, _, err = run([huibao, "convert", "--limit", "input-bytes=99", "-"], b"x" * 100)
        check.that(status == 3 and b"[limit-reached]" in err, f"--limit: {err!r}")
    check.finish()


main()
