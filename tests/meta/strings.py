"""The words of the pages: every language has the same elements, in the same order, and none is
empty in one language only.

usage: strings.py"""

import pathlib
import sys
import xml.etree.ElementTree as ET

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check  # noqa: E402


def read(path):
    return [(e.tag, e.get("name"), bool((e.text or "").strip())) for e in ET.parse(path).getroot()]


def main():
    check = Check()
    files = sorted((ROOT / "templates/html").glob("strings.*.xml"))
    check.that(len(files) == 2, f"{len(files)} languages")
    first = read(files[0])
    for path in files:
        words = read(path)
        check.equal(words, first, f"{path.name}: other elements than {files[0].name}")
        check.equal(len({w[:2] for w in words}), len(words), f"{path.name}: an element twice")
    check.finish()


main()
