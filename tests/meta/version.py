"""The newest entry of CHANGELOG.md has the version of the project, and so has the command.

usage: version.py HUIBAO VERSION"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402


def main():
    check = Check()
    huibao, version = sys.argv[1:3]
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), flags=re.M)
    check.equal(newest and newest.group(1), version, "the newest changelog entry")
    check.equal(run([huibao, "--version"])[1], f"huibao {version}\n".encode(), "huibao --version")
    check.finish()


main()
