"""docs/limits.md, src/base/limits.h, the command's own figures and --limit agree."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check  # noqa: E402


def evaluate(expression):
    expression = re.sub(r"\(size_t\)|(?<=\d)[uUlL]+", "", expression)
    if not re.fullmatch(r"[\d\s*()+-]+", expression):
        raise ValueError(expression)
    return eval(expression)  # noqa: S307 # figures and signs only


def read_defines(path, prefix):
    rows = re.findall(rf"^#define {prefix}(\w+) (.+)$", path.read_text(), flags=re.M)
    return {name.lower().replace("_", "-"): evaluate(value) for name, value in rows}


def main():
    check = Check()
    library = read_defines(ROOT / "src/base/limits.h", "HB_LIMIT_")
    command = read_defines(ROOT / "src/cli/settings.h", "HB_CLI_(?!OWN_)")
    library |= read_defines(ROOT / "src/cli/settings.h", "HB_CLI_OWN_")
    for name, value in command.items():
        check.equal(value, library.get(name), f"{name} in src/cli/settings.h")
    page = (ROOT / "docs/limits.md").read_text()
    rows = re.findall(r"^\| `([a-z-]+)` \| ([\d,]+) \|", page, flags=re.M)
    check.equal({name: int(value.replace(",", "")) for name, value in rows}, library,
                "docs/limits.md and limits.h differ")
    table = (ROOT / "src/cli/settings.c").read_text()
    strict = dict(re.findall(r'\{"([a-z-]+)", offsetof\([^)]*\), \w+, (\d+)\}', table))
    rows = re.findall(r"^\| `([a-z-]+)` \| [\d,]+ \| ([\d,]+) \|", page, flags=re.M)
    check.equal({name: value.replace(",", "") for name, value in rows}, strict,
                "docs/limits.md and settings.c differ about strict limits")
    for name, value in strict.items():
        check.that(int(value) < library[name], f"{name} is not stricter")
    settable = set(re.findall(r'\{"([a-z-]+)", offsetof', table))
    check.that(settable <= set(library), "--limit names a limit that is none")
    check.finish()


main()
