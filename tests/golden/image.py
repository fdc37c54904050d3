"""The vocabularies that are built in as an image of memory (cmake/bake.c) say the same as their
files: every source is read alike.

usage: image.py HUIBAO"""

import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402

SOURCES = ("seeds", "tests/golden", "tests/accuracy/corpus", "tests/hostile")


def build(huibao, out, *arguments):
    status, _, _ = run([huibao, "build", "-q", "--no-project", "-f", "xml,lint", "-o", out,
                        *arguments, *(ROOT / path for path in SOURCES)])
    return status in (0, 1) and {path.relative_to(out): path.read_bytes()
                                 for form in ("xml", "lint")
                                 for path in (out / form).rglob("*") if path.is_file()}


def main():
    check = Check()
    with tempfile.TemporaryDirectory() as name:
        image = build(sys.argv[1], pathlib.Path(name) / "image")
        files = build(sys.argv[1], pathlib.Path(name) / "files",
                      "--vocabulary", ROOT / "schemas/vocabulary")
        check.that(files and len(files) > 200 and files.keys() == image.keys(), "not the same files")
        for path in sorted(files or ()):
            check.equal(image.get(path), files[path], path)
    check.finish()


main()
