"""Every command under strace, without the sandbox: whatever is opened for writing, made, renamed,
linked, removed or altered lies below the output folder or is a file that was named. The home, the
working folder and the sources cannot be written anyway, and nobody misses it.

usage: traced.py HUIBAO"""

import os
import pathlib
import pwd
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, skip  # noqa: E402

CALLS = ("open,openat,openat2,creat,truncate,mkdir,mkdirat,mknod,mknodat,rename,renameat,renameat2,"
         "link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,chmod,fchmodat,fchmod,chown,lchown,"
         "fchown,fchownat,utime,utimes,utimensat,setxattr,lsetxattr,fsetxattr,removexattr,mount,"
         "chroot,execve,connect,bind")
LINE = re.compile(r"^(\w+)\((.*)\)\s+= (-?\d+)(?:<(.*?)>)?", re.S)
NAME = re.compile(r'(?:(AT_FDCWD|\d+)(?:<([^>]*)>)?, )?"((?:[^"\\]|\\.)*)"')
WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|O_TMPFILE")
HARMLESS = {"/dev/null"}
LINES = '{"id": "a", "text": "临江区双拥工作汇报\\n一、加强领导。召开会议3次。"}\n{"id": "../../b"}\n'

# The words of a command, and what it may write: folders end with a slash. "*" stands for a
# temporary name, which is random or numbered.
COMMANDS = [
    ("convert -q -o out/a.xml in/a.txt", ["out/a.xml"]),
    ("convert -q -t html in/a.txt", []),
    ("convert -q --report sarif=told/s.json,junit=told/j.xml --write-baseline out/base -o out/b.xml "
     "in/a.txt", ["told/s.json", "told/j.xml", "out/base", "out/b.xml"]),
    ("convert -q --records -j2 -o out/answers lines.jsonl", ["out/answers"]),
    ("convert -q --records lines.jsonl", []),
    ("build -q -o out/one in lines.jsonl", ["out/one/"]),
    ("build -q -o out/one --prune in/a.txt", ["out/one/"]),
    ("build -q -o out/one --report json=told/f.json in", ["out/one/", "told/f.json"]),
    ("build -q -o out/s1 --shard 1/2 in", ["out/s1/"]),
    ("build -q -o out/s2 --shard 2/2 in", ["out/s2/"]),
    # What a share left unfinished is cleaned up.
    ("merge -q -o out/all out/s1 out/s2", ["out/all/", "out/s1/.huibao/", "out/s2/.huibao/"]),
    ("review -q --review=out/review.yaml in", ["out/review.yaml"]),
    ("build -q -o out/masked --review=out/review.yaml --mask-xml in", ["out/masked/"]),
    ("validate out/a.xml", []),
    ("restore -o out/back out/a.xml", ["out/back"]),
    ("restore out/a.xml", []),
    ("explain -q -o out/why in/a.txt", ["out/why"]),
    ("explain -q in/a.txt r1", []),
    ("schema --copy out/schemas", ["out/schemas/"]),
    ("templates --copy out/mine", ["out/mine/"]),
    ("build -q -T out/mine -o out/own in", ["out/own/"]),
    ("schema report.xsd", []),
    ("build -q -o in/out in/a.txt", []),  # a folder that cannot be written
    ("convert -q -o in/a.xml in/a.txt", []),
]


def names_in(arguments):
    """The paths a call names, each with the folder it is relative to."""
    for place, folder, name in NAME.findall(arguments):
        name = name.encode("latin-1", "replace").decode("unicode_escape")
        yield folder if place and place != "AT_FDCWD" else None, name


def written(call, arguments):
    """Which of the named paths a call writes."""
    names = list(names_in(arguments))
    if call in ("open", "openat", "openat2"):
        return names[:1] if WRITING.search(arguments) else []
    if call.startswith(("link", "symlink")):
        return names[-1:]  # the new name
    if call in ("fchmod", "fchown", "fsetxattr"):
        return [(None, re.search(r"<([^>]*)>", arguments)[1])]
    return names


class Tracer:
    def __init__(self, check, huibao, folder):
        self.check, self.folder = check, folder
        self.program = folder / "huibao"
        shutil.copy(huibao, self.program)
        self.user = {}
        if os.geteuid() == 0:  # root may write everywhere
            nobody = pwd.getpwnam("nobody")
            self.user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

    def call(self, words):
        trace = self.folder / "trace"
        shutil.rmtree(trace, ignore_errors=True)
        trace.mkdir(mode=0o777)
        os.chmod(trace, 0o777)
        done = subprocess.run(
            ["strace", "-ff", "-y", "-s4096", "-o", trace / "t", "-e", f"trace={CALLS}",
             self.program, *words, "--no-project" if words[0] not in ("schema", "templates") else
             "-q"], cwd=self.folder / "work", capture_output=True, timeout=300, **self.user,
            env={"PATH": os.environ["PATH"], "HOME": str(self.folder / "work/home")})
        lines = [line for path in sorted(trace.iterdir())
                 for line in path.read_text("latin-1").splitlines()]
        return done, lines

    def is_allowed(self, path, allowed):
        for place in allowed:
            place = self.folder / "work" / place
            if place == path or place in path.parents or path in place.parents:
                return True  # folders above an output are made where they are not there
            beside = path.parent == place.parent and path.name.startswith(".huibao-")
            if beside and path.name.endswith(".tmp"):
                return True
        return str(path) in HARMLESS

    def watch(self, command, allowed):
        words = command.split()
        if words[0] not in ("schema", "templates"):
            words.append("--sandbox=off")
        done, lines = self.call(words)
        calls = 0
        self.check.that(done.returncode in (0, 1, 3),
                        f"{command}: {done.returncode} {done.stderr.decode()[:500]}")
        self.check.that("in/out" in command or "in/a.xml" in command or done.returncode < 3 or
                        "lines.jsonl" in command, f"{command}: {done.stderr.decode()[:500]}")
        for line in lines:
            found = LINE.match(line)
            if found is None or int(found[3]) < 0:
                continue
            call, arguments = found[1], found[2]
            if call == "execve":
                calls += 1
                continue
            self.check.that(call not in ("connect", "bind", "mount", "chroot"), f"{command}: {line}")
            for folder, name in written(call, arguments):
                path = pathlib.Path(os.path.normpath(
                    os.path.join(folder or self.folder / "work", name)))
                self.check.that(self.is_allowed(path, allowed), f"{command}: {line}")
        self.check.equal(calls, 1, f"{command}: programs that were started")
        return sum("O_CREAT" in line for line in lines)


def prepare(folder):
    work = folder / "work"
    for name in ("in/2018", "home", "out", "told"):
        (work / name).mkdir(parents=True)
    for number, source in enumerate(sorted((ROOT / "seeds").glob("*.txt"))[:2]):
        (work / f"in/2018/{number}.txt").write_bytes(source.read_bytes())
    (work / "in/a.txt").write_text("临江区双拥工作汇报\n电话13900002222。\n一、慰问。走访部队3次。\n",
                                   encoding="gb18030")
    (work / "lines.jsonl").write_text(LINES, encoding="utf-8")
    for path in (work / "out", work / "told"):
        os.chmod(path, 0o777)
    for path in (work / "in/2018", work / "in", work / "home", work):
        os.chmod(path, 0o555)
    os.chmod(folder, 0o777)


def main():
    if subprocess.run(["sh", "-c", "strace -o /dev/null true"], capture_output=True).returncode:
        skip("strace is not there, or may not trace")
    check = Check()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        prepare(folder)
        tracer = Tracer(check, sys.argv[1], folder)
        made = sum(tracer.watch(command, allowed) for command, allowed in COMMANDS)
        check.that(made > 50, f"the tracer saw only {made} files made")
        for path in [*folder.rglob("*"), folder]:
            if path.is_dir():
                os.chmod(path, 0o755)
    check.finish()


main()
