"""docs/diagnostics.md lists the codes of src/base/diag.def and of src/cli with their meanings, and
each code of diag.def is provoked by a test."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check  # noqa: E402

LEVELS = {"HB_NOTE": "note", "HB_WARNING": "warning", "HB_ERROR": "error"}
ROW = re.compile(r"HB_DIAG\(\s*\w+,\s*\"([^\"]+)\",\s*(\w+),\s*\"((?:[^\"\\]|\\.)*)\"\s*\)")


def read_table(text, heading):
    """The rows of the first table below a heading, as lists of cells."""
    part = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


def find_command_codes():
    """The codes that src/cli writes itself."""
    codes = set()
    for path in (ROOT / "src/cli").glob("*.[ch]"):
        text = path.read_text()
        codes.update(re.findall(r'#define HB_CLI_\w+ "([a-z-]+)"', text))
        codes.update(re.findall(r'\[HB_\w+\] = "([a-z-]+)"', text))
        for call in re.findall(r"(?:failure|finding|fault_set|fault_errno|refuse|fail|fail_errno)"
                               r"\(([^;]*)", text):
            # Between the path and the words for people.
            codes.update(re.findall(r',\s*"([a-z]+(?:-[a-z]+)*)"(?=[,)])', call))
    return codes - {"ok", "huibao", "error"}


def read_meanings():
    """The rows of meaning.def, as the page has them but for links."""
    text = (ROOT / "src/cli/meaning.def").read_text(encoding="utf-8")
    rows = re.findall(r'^HB_MEANING\("([a-z-]+)",((?:\s*"(?:[^"\\]|\\.)*")+)\)', text, re.M)
    return [[code, re.sub(r'\\(.)', r"\1", "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', text)))]
            for code, text in rows]


def strip_links(text):
    return re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text)


def main():
    check = Check()
    page = (ROOT / "docs/diagnostics.md").read_text()
    rows = ROW.findall((ROOT / "src/base/diag.def").read_text())
    wanted = [[f"`{code}`", LEVELS[level], message] for code, level, message in rows]
    check.equal([row[:3] for row in read_table(page, "Findings")], wanted,
                "docs/diagnostics.md and diag.def differ")
    check.equal(sorted(row[0].strip("`") for row in read_table(page, "Failures")),
                sorted(find_command_codes()), "docs/diagnostics.md and src/cli differ")
    meanings = [[row[0].strip("`"), strip_links(row[column])] for heading, column in
                (("Findings", 3), ("Faults", 1)) for row in read_table(page, heading)]
    # A code that is a finding and a fault is explained as the former.
    seen = set()
    meanings = [row for row in meanings if not (row[0] in seen or seen.add(row[0]))]
    check.equal(read_meanings(), meanings, "docs/diagnostics.md and meaning.def differ")
    outputs = b"".join(p.read_bytes() for pattern in ("golden/*/*.lint", "cli/*/*/stderr",
                                                      "cli/*/*/stdout")
                       for p in (ROOT / "tests").glob(pattern))
    for code, _, _ in rows:
        check.that(f"[{code}]".encode() in outputs, f"no golden shows the finding {code}")
    check.finish()


main()
