"""The bill of materials is JSON of SPDX's shape and names every library the build links.

usage: sbom.py FILE VERSION"""

import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check  # noqa: E402


def main():
    check = Check()
    bill = json.loads(pathlib.Path(sys.argv[1]).read_text())
    check.equal(bill["spdxVersion"], "SPDX-2.3", "version of SPDX")
    packages = {package["name"]: package for package in bill["packages"]}
    check.equal(packages["huibao"]["versionInfo"], sys.argv[2], "version of the program")
    text = (ROOT / "cmake/Dependencies.cmake").read_text()
    for row in re.findall(r"pkg_check_modules\(\w+ REQUIRED IMPORTED_TARGET ([^)]*)\)", text):
        for name in re.findall(r"[a-z][\w.-]*", re.sub(r"[<>=]+[\d.]+", "", row)):
            check.that(packages.get(name, {}).get("versionInfo"), f"{name} is not in the bill")
    ids = {package["SPDXID"] for package in bill["packages"]} | {bill["SPDXID"]}
    for relation in bill["relationships"]:
        check.that({relation["spdxElementId"], relation["relatedSpdxElement"]} <= ids,
                   f"{relation} names nothing")
    check.finish()


main()
