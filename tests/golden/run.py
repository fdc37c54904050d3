"""tests/golden/FAMILY/CASE.txt with any of .xml .yaml .json .html .csv .csv-metadata .lint beside it: what is there
is checked, byte for byte. FAMILY is the layout family the source must be read by; `any` leaves
that open.

usage: run.py HUIBAO [--update] [FAMILY...]"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, golden, run  # noqa: E402

CASES = ROOT / "tests/golden"
FORMATS = ("xml", "yaml", "json", "html", "csv", "csv-metadata", "lint")


def check_case(check, huibao, source, update):
    name = source.relative_to(CASES)
    family = source.parent.name
    checked = 0
    for form in FORMATS:
        want = source.with_suffix(f".{form}")
        if not want.exists():
            continue
        checked += 1
        # A page that stands alone has its style sheet and its script in it: not here.
        linked = ["-p", "root="] if form == "html" else []
        status, out, err = run([huibao, "convert", "-q", "-t", form, *linked, source.name],
                               cwd=source.parent)
        check.that(status in (0, 1), f"{name}: exit status {status}: {err.decode()}")
        golden(check, want, out, update, f"{name}: {form} (scripts/goldens --update)")
        if form == "xml" and family != "any":
            found = set(re.findall(rb'<report [^>]*family="([^"]*)"', out))
            check.that(found <= {family.encode()}, f"{name}: read by the family {found}")
    check.that(checked > 0, f"{name}: nothing beside it to compare with")


def main():
    check = Check()
    families = [word for word in sys.argv[2:] if word != "--update"] or ["*"]
    for family in families:
        for source in sorted(CASES.glob(f"{family}/*.txt")):
            check_case(check, sys.argv[1], source, "--update" in sys.argv)
    check.finish()


main()
