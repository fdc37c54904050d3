"""YAML and JSON are written by src/emit/shape.c; templates/data/report.xsl defines them. Both say
the same, byte for byte, of every source that is there and of some invented ones.

usage: shape.py HUIBAO"""

import pathlib
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402

SOURCES = ("seeds", "tests/golden", "tests/accuracy/corpus", "tests/hostile")
# Line ends, blanks and lines of blanks between all kinds of characters.
BLANKS = "".join(f"{a}{gap}{b}" for a in ("双拥A", "工作,") for b in ("b拥军", "优属")
                 for gap in ("\n", "\n\n", "\n \n", "\r\n\u3000\r\n", "\t", "\u3000", "\u00a0\n"))


def build(huibao, out, *arguments):
    status, _, err = run([huibao, "build", "-q", "--no-project", "-f", "yaml,json",
                         "-o", out, *arguments])
    return status in (0, 1), err.decode("utf-8", "replace")


def files(folder):
    return {path.relative_to(folder): path for form in ("yaml", "json")
            for path in (folder / form).rglob("*") if path.is_file()}


def main():
    check = Check()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "blanks.txt").write_bytes(
            f"2020年双拥工作总结\n一、加强领导\n{BLANKS}\n\u3000\u3000二、宣传\n{BLANKS}".encode())
        run([sys.executable, "-B", ROOT / "tests/bench/generate.py", folder / "made",
             "--count", "100", "--seed", "3"])
        shutil.copytree(ROOT / "templates/data", folder / "own/data")
        paths = [*(ROOT / path for path in SOURCES), folder / "made", folder / "blanks.txt"]
        for out, more in (("c", []), ("xslt", ["--template", folder / "own"])):
            done, err = build(sys.argv[1], folder / out, *more, *paths)
            check.that(done, f"cannot build: {err}")
        written, wanted = files(folder / "c"), files(folder / "xslt")
        check.that(len(wanted) > 300 and written.keys() == wanted.keys(), "not the same files")
        for path in sorted(written.keys() & wanted.keys()):
            check.equal(written[path].read_bytes(), wanted[path].read_bytes(), path)
    check.finish()


main()
