"""Allocations of a conversion fail, one after the other: once, and for ever from there on. Whatever
fails, the command does not crash, does not leak, says by its exit status that it failed, and leaves
whole files or none; what succeeds in spite of it is the same as without.

libxml2 and libxslt do not survive every failure of memory, so the command does not let them meet one
(src/cli/memory.c): where nothing is left it ends at once, and may leave a temporary file. Two things
are counted apart and do not fail the test: libarchive ends the process itself, and libraries lose
memory that they could not finish their work with.

usage: allocations.py HUIBAO PRELOAD POINTS      POINTS: how many for each command; 0 for all"""

import collections
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from archives import make_tar, make_zip, pack  # noqa: E402
from check import Check, run, skip  # noqa: E402

SOURCE = """临江区双拥工作情况汇报
一、加强组织领导。成立双拥工作领导小组。
二、做好慰问。走访慰问驻区部队,投入资金20万元。
区人民政府
2018年12月24日
"""
MATERIAL = ("a.txt", "a.xml", "own.xsl", "a.zip", "a.tgz")
TEMPLATE = """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:str="http://exslt.org/strings" exclude-result-prefixes="str">
<xsl:output method="html"/>
<xsl:key name="kinds" match="*" use="local-name()"/>
<xsl:variable name="all" select="//*"/>
<xsl:template match="/"><ul><xsl:apply-templates select="$all[@*]">
<xsl:sort select="local-name()" order="descending"/></xsl:apply-templates></ul></xsl:template>
<xsl:template match="*"><xsl:param name="n" select="count(key('kinds', local-name()))"/>
<li class="{concat(local-name(), $n)}"><xsl:number/><xsl:value-of select="translate(., '双', '雙')"/>
<xsl:for-each select="str:tokenize(string(@*), ' ')"><i><xsl:value-of select="."/></i></xsl:for-each>
</li></xsl:template>
</xsl:stylesheet>
"""
COMMANDS = {
    "xml": "convert -q --no-project -o out.xml a.txt",
    "yaml": "convert -q --no-project -t yaml -o out.yaml a.txt",
    "html": "convert -q --no-project -t html -o out.html a.txt",
    "own": "convert -q --no-project -t html --template ./own.xsl -o out.html a.txt",
    "zip": "convert -q --no-project -o out.xml a.zip",
    "tgz": "convert -q --no-project -o out.xml a.tgz",
    "build": "build -q --no-project -j 1 -o out a.txt",
    "validate": "validate -q a.xml",
    "restore": "restore -o back.txt a.xml",
}
BELOW = re.compile(r"/lib(xml2|xslt|exslt|yaml|uchardet|stdc\+\+|archive|z)\.so")
TEMPORARY = re.compile(r"\.huibao-\d+-\d+\.tmp")
UNDEFINED = re.compile(r"\.[ch]:\d+:\d+: runtime error:")
OURS = re.compile(r"/(huibao|libhuibao)[^/ ]*[(+]| in hb_| src/")


class Machine:
    def __init__(self, huibao, preload, leaks):
        self.huibao, self.preload = huibao, preload
        options = ("verify_asan_link_order=0:allocator_may_return_null=1:use_sigaltstack=0:"
                   "handle_segv=0:handle_sigbus=0:handle_abort=0")
        self.environment = {**os.environ, "LD_PRELOAD": str(preload), "LC_ALL": "C.UTF-8",
                            "ASAN_OPTIONS": options,
                            "LSAN_OPTIONS": f"suppressions={leaks}:print_suppressions=0",
                            "UBSAN_OPTIONS": "print_stacktrace=1"}

    def run(self, command, folder, **settings):
        done = subprocess.run([self.huibao, *COMMANDS[command].split()], cwd=folder,
                              capture_output=True, timeout=300,
                              env={**self.environment, **settings})
        return done.returncode, done.stdout + done.stderr


def read_tree(folder):
    """What a command wrote, but for its notes to itself."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*"))
            if p.is_file() and ".huibao" not in p.parts and
            (p.parent != folder or p.name not in MATERIAL)}


def first_owner(text):
    """Whose frame stands first in a trace: "below", "ours" or "nobody"."""
    for line in text.splitlines():
        if BELOW.search(line):
            return "below"
        if OURS.search(line):
            return "ours"
    return "nobody"


def judge(machine, command, folder, want, at, ever):
    """(kind, words): what happened when allocation `at` failed."""
    settings = {"FAULT_AT": str(at), **({"FAULT_EVER": "1"} if ever else {})}
    status, said = machine.run(command, folder, **settings)
    text = said.decode("utf-8", "backslashreplace")
    if "FAULT-CRASH" in text or status < 0:
        return "crash", text
    if "Fatal Internal Error in libarchive" in text:
        return "ended below", text
    if UNDEFINED.search(text) or "AddressSanitizer" in text and "LeakSanitizer" not in text:
        return "crash", text
    if "LeakSanitizer" in text:
        settings["ASAN_OPTIONS"] = machine.environment["ASAN_OPTIONS"] + ":fast_unwind_on_malloc=0"
        again = machine.run(command, folder, **settings)[1].decode("utf-8", "backslashreplace")
        owners = {first_owner(part) for part in re.split(r"(?:Direct|Indirect) leak", again)[1:]}
        return ("leak" if "ours" in owners else "leak below"), again
    got = read_tree(folder)
    if ever and status == 3:
        got = {name: content for name, content in got.items() if not TEMPORARY.fullmatch(name)}
    if status in (0, 1):
        return ("harmless", "") if got == want else ("silent", "other output, and success")
    if status != 3 or not text.strip():
        return "unsaid", f"exit status {status}: {text}"
    if command == "build":  # whole files, or none; pages about all list what there is
        good = all(want.get(name) == content for name, content in got.items()
                   if pathlib.Path(name).stem == "a")
    else:
        good = got == {}
    return ("told", "") if good else ("half", f"left behind: {sorted(got)}")


def try_point(machine, command, material, want, at, ever):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for part in material:
            shutil.copy(part, folder)
        try:
            kind, words = judge(machine, command, folder, want, at, ever)
        except subprocess.TimeoutExpired:
            return "hang", f"allocation {at}"
        if kind in ("told", "half") and command == "build":
            status, _ = machine.run(command, folder)
            if status != 0 or read_tree(folder) != want:
                return "spoilt", f"allocation {at}: the next run ends with {status}"
        return kind, f"allocation {at}{' and all behind it' if ever else ''}: {words[:1500]}"


def choose(total, points):
    """The last stretch is where documents are made; before it the context, once for all. Of the
    very last, where pages are written, all: nobody looks at what went wrong until they are."""
    if points == 0 or points >= total:
        return range(1, total + 1)
    late = min(total // 2, 4000)
    third = points // 3
    first = [1 + i * (total - late) // third for i in range(third)]
    then = [total - late + 1 + i * late // (points - third) for i in range(points - third)]
    return sorted({*first, *then, *range(total - points // 3, total + 1)})


def main():
    check = Check()
    huibao, preload = map(os.path.abspath, sys.argv[1:3])
    points = int(sys.argv[3])
    leaks = pathlib.Path(__file__).with_name("leaks.supp")
    machine = Machine(huibao, preload, leaks)
    sums = collections.Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        material = [folder / name for name in MATERIAL]
        source, xml, template, zipped, tarred = material
        source.write_text(SOURCE)
        run([huibao, "convert", "-q", "--no-project", "-o", xml, source])
        template.write_text(TEMPLATE)
        zipped.write_bytes(make_zip([("镇/a.txt".encode("gbk"), source.read_bytes())]))
        tarred.write_bytes(pack(make_tar([("镇/a.txt", source.read_bytes())])))
        for command in COMMANDS:
            scratch = folder / command
            scratch.mkdir()
            for part in material:
                shutil.copy(part, scratch)
            count = folder / "count"
            status, said = machine.run(command, scratch, FAULT_COUNT=str(count))
            if status != 0 or not count.exists():
                skip(f"{command} cannot be watched: {said.decode(errors='replace')[:500]}")
            want, total = read_tree(scratch), int(count.read_text())
            jobs = [(at, ever) for at in choose(total, points) for ever in (False, True)]
            with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
                for kind, words in pool.map(lambda job: try_point(machine, command, material,
                                                                  want, *job), jobs):
                    sums[kind] += 1
                    check.that(kind in ("told", "harmless", "ended below", "leak below"),
                               f"{command}: {kind}: {words}")
            print(f"{command}: {len(jobs)} faults tried at {len(jobs) // 2} of {total} allocations")
    print(", ".join(f"{kind} {n}" for kind, n in sorted(sums.items())))
    check.finish()


main()
