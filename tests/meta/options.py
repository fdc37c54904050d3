"""The table of options, --help and the manual agree.

usage: options.py HUIBAO [--update]      --update rewrites the lists of options in the manual"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402

MANUAL = ROOT / "docs/man/huibao.1"
OPTION = re.compile(r"^  (?:-(\w), |    )--([\w-]+)(?:=(\S+))?(?:  +(.*))?$")
ROW = re.compile(r"HB_OPTION\(\s*\w+,\s*\"([\w-]+)\",\s*(?:'(\w)'|0),\s*(?:\"([^\"]+)\"|NULL),")
LIST = re.compile(r'(\.\\" options of (\w+)\n)(.*?)(\.\\" end of options\n)', re.S)


def read_help(huibao, command):
    """The options of a command as (letter, name, argument, text)."""
    status, out, _ = run([huibao, command, "--help"])
    assert status == 0, command
    options = []
    for line in out.decode().split("\noptions:\n")[1].splitlines():
        found = OPTION.match(line)
        if found:
            options.append(list(found.groups(default="")))
        else:
            options[-1][3] = (options[-1][3] + " " + line.strip()).strip()
    return [tuple(option) for option in options]


def read_commands(huibao):
    out = run([huibao, "--help"])[1].decode()
    part = out.split("\ncommands:\n")[1].split("\n\n")[0]
    return [line.split()[0] for line in part.splitlines()]


def escape(text):
    return text.replace("\\", "\\e").replace("-", "\\-")


def write_list(options):
    """A list of options as the manual has it."""
    lines = [".Bl -tag -width Ds"]
    for letter, name, argument, text in options:
        short = f"Fl {letter} , " if letter else ""
        value = f" Ns = Ns Ar {escape(argument)}" if argument else ""
        lines.append(f".It {short}Fl \\-{escape(name)}{value}")
        lines.append(escape(text[0].upper() + text[1:]) + ".")
    lines.append(".El")
    return "\n".join(lines) + "\n"


def check_table(check, helps):
    """Every row of the table shows in some --help, and nothing else does."""
    rows = ROW.findall((ROOT / "src/cli/option.def").read_text())
    table = {(letter, name, argument) for name, letter, argument in rows}
    shown = {option[:3] for options in helps.values() for option in options}
    check.equal(sorted(shown), sorted(table), "option.def and --help differ")


def main():
    check = Check()
    huibao = sys.argv[1]
    helps = {command: read_help(huibao, command) for command in read_commands(huibao)}
    check_table(check, helps)
    manual = MANUAL.read_text()
    if "--update" in sys.argv:
        manual = LIST.sub(lambda m: m[1] + write_list(helps[m[2]]) + m[4], manual)
        MANUAL.write_text(manual)
    lists = {found[2]: found[3] for found in LIST.finditer(manual)}
    check.equal(sorted(lists), sorted(helps), "commands in the manual")
    for command, options in helps.items():
        check.equal(lists.get(command, ""), write_list(options),
                    f"{command}: the manual's options (tests/meta/options.py HUIBAO --update)")
    check.finish()


main()
