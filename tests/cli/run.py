"""Cases of the command line: tests/cli/TOPIC/CASE/ holds

  args      the words behind "huibao", quoted as for a shell; may refer to $SEEDS
  setup     (optional) shell commands run before, in the scratch folder
  files/    (optional) what the scratch folder holds before
  stdin     (optional) standard input
  user      (optional) "nobody": not run as root, for whom every file is readable
  exit      the exit status
  stdout, stderr   what is written there, exactly; no file: nothing
  tree      (optional) the files below the scratch folder afterwards
  want/     (optional) content of some of these files

usage: run.py HUIBAO [--update] [TOPIC...]"""

import os
import pathlib
import pwd
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, golden, run  # noqa: E402

CASES = ROOT / "tests/cli"
SANDBOX = re.compile(rb"^sandbox: .*\n", re.M)  # what the kernel has; tests/cli/sandbox.py
VERSION = re.compile(r"\.[0-9a-f]{12}\.html$")  # of a page, by the hash of its XML


def show(path):
    """A name with everything but plain text written as an escape."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else f"\\u{{{ord(c):04X}}}" for c in text)


def list_tree(folder):
    """The files below a folder; what the command remembers between runs is left out."""
    paths = (p.relative_to(folder) for p in folder.rglob("*") if p.is_symlink() or not p.is_dir())
    paths = (path for path in paths if ".huibao" not in path.parts[:-1])
    lines = (VERSION.sub(".HASH.html", show(path)) for path in sorted(paths, key=os.fsencode))
    return "".join(line + "\n" for line in lines).encode()


def prepare(case, scratch):
    if (case / "files").exists():
        shutil.copytree(case / "files", scratch, dirs_exist_ok=True, symlinks=True)
    if (case / "setup").exists():
        subprocess.run(["sh", "-eu", case / "setup"], cwd=scratch, check=True)


def as_user(case, scratch):
    """Arguments for subprocess that give root's rights up where the case asks for it."""
    if not (case / "user").exists() or os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam((case / "user").read_text().strip())
    for path in [scratch, *scratch.rglob("*")]:
        if not path.is_symlink():
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def check_outcome(check, case, scratch, done, update):
    status, out, err = done
    name = case.relative_to(CASES)
    golden(check, case / "exit", f"{status}\n".encode(), update, f"{name}: exit status")
    for stream, got in (("stdout", out), ("stderr", err)):
        if got or (case / stream).exists():
            if not update and not (case / stream).exists():
                check.equal(got, b"", f"{name}: {stream}")
            else:
                golden(check, case / stream, got, update, f"{name}: {stream}")
    if (case / "tree").exists():
        golden(check, case / "tree", list_tree(scratch), update, f"{name}: files")
    for path in sorted((case / "want").rglob("*")):
        if path.is_file():
            got = scratch / path.relative_to(case / "want")
            if check.that(got.is_file(), f"{name}: {got.name} was not written"):
                golden(check, path, got.read_bytes(), update, f"{name}: {got.name}")


def run_case(check, huibao, case, update):
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        scratch = pathlib.Path(folder) / "scratch"
        scratch.mkdir()
        program = pathlib.Path(folder) / "huibao"
        shutil.copy(huibao, program)
        prepare(case, scratch)
        words = shlex.split((case / "args").read_text().replace("$SEEDS", str(ROOT / "seeds")))
        stdin = (case / "stdin").read_bytes() if (case / "stdin").exists() else b""
        done = run([program, *words], stdin, scratch, **as_user(case, scratch))
        done = (*done[:2], SANDBOX.sub(b"", done[2]))
        for path in scratch.rglob("*"):  # so that it can be looked at and removed
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)
        check_outcome(check, case, scratch, done, update)


def main():
    check = Check()
    words = [word for word in sys.argv[2:] if word != "--update"]
    topics = words or sorted(p.name for p in CASES.iterdir() if p.is_dir() and p.name[0] != "_")
    for topic in topics:
        for args in sorted((CASES / topic).glob("*/args")):
            run_case(check, sys.argv[1], args.parent, "--update" in sys.argv)
    check.finish()


main()
