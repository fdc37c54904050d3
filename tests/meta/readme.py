"""README.md and README.zh-CN.md: the library example is the file that is compiled, and the outputs
shown are what the commands print. A line "..." stands for any lines.

usage: readme.py HUIBAO [--update]     --update writes both again, the outputs shortened"""

import os
import pathlib
import re
import shlex
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402

EXAMPLE = ROOT / "tests/install/example.c"
SANDBOX = re.compile(r"^sandbox: .*", re.M)  # elsewhere it may be another
PAGES = ("README.md", "README.zh-CN.md")


def blocks(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.M | re.S)


def as_pattern(lines):
    parts = [".*" if line == "..." else re.escape(line) for line in lines]
    return re.compile("\n".join(parts).replace("\n.*\n", "\n(?:.*\n)?"), re.S)


def run_block(check, page, block, huibao, folder):
    """A block holds one command behind "$ "; returns the command and what it prints."""
    command = block.split("\n")[0]
    check.that(command.startswith("$ huibao "), f"{page}: {command}")
    shutil.rmtree(pathlib.Path(folder) / "out", ignore_errors=True)
    status, out, err = run([huibao, *shlex.split(command)[2:]], cwd=folder)
    check.that(status in (0, 1), f"{page}: {command}: exit status {status}")
    told = SANDBOX.sub("sandbox: only sources can be read, only outputs written",
                       (out + err).decode())
    return command, told.rstrip("\n")


def check_block(check, page, block, huibao, folder):
    command, printed = run_block(check, page, block, huibao, folder)
    shown = block.rstrip("\n").split("\n")[1:]
    check.that(as_pattern(shown).fullmatch(printed), f"{page}: {command} prints\n{printed}")


def update(check, page, huibao, folder):
    """Shows the first message of an output and its sum."""
    path = ROOT / page
    text = path.read_text()
    for block in blocks(text, "console"):
        command, printed = run_block(check, page, block, huibao, folder)
        lines = printed.split("\n")
        if len(lines) > 6:
            sums = [i for i, line in enumerate(lines) if re.match(r"\d+ (of \d+ )?sources? ", line)]
            lines = [*lines[:3], "...", *lines[sums[-1] if sums else -1:]]
        text = text.replace(block, "\n".join([command, *lines]) + "\n")
    for block in blocks(text, "c"):
        text = text.replace(block, EXAMPLE.read_text())
    path.write_text(text)


def main():
    check = Check()
    huibao = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        os.symlink(ROOT / "seeds", pathlib.Path(name) / "seeds")
        for page in PAGES:
            if "--update" in sys.argv:
                update(check, page, huibao, name)
            text = (ROOT / page).read_text()
            check.equal(blocks(text, "c"), [EXAMPLE.read_text()], f"{page}: the library example")
            for block in blocks(text, "console"):
                check_block(check, page, block, huibao, name)
    check.equal(*[re.findall(r"^```.*?^```$", (ROOT / page).read_text(), flags=re.M | re.S)
                  for page in PAGES], "the two READMEs show different blocks")
    check.finish()


main()
