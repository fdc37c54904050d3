"""Paths that lead astray: names with "..", links planted in output folders, pipes and devices in
place of sources, outputs that would replace their source, files that are in the way, and the rights
of what is written. Everything is refused with a message, and what is elsewhere stays as it was.

usage: paths.py HUIBAO"""

import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import Check, run  # noqa: E402

TEXT = "临江区双拥工作汇报\n一、加强领导。召开会议3次,印发文件{}份。\n二、走访慰问驻区部队2次。\n"


class Place:
    """A folder with two sources and a folder of others' things."""

    def __init__(self, check, huibao, folder):
        self.check, self.huibao, self.folder = check, huibao, folder
        (folder / "in").mkdir()
        (folder / "theirs").mkdir()
        for number, name in enumerate("ab"):
            (folder / f"in/{name}.txt").write_text(TEXT.format(number), encoding="utf-8")
        (folder / "theirs/kept.txt").write_text("kept")

    def call(self, *words, **more):
        status, out, err = run([self.huibao, *words], cwd=self.folder, **more)
        return status, out, err.decode("utf-8", "backslashreplace")

    def forget(self, *names):
        for name in names:
            path = self.folder / name
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif os.path.lexists(path):
                path.unlink()

    def list_theirs(self):
        return {str(p.relative_to(self.folder / "theirs")): p.read_bytes() if p.is_file() else None
                for p in (self.folder / "theirs").rglob("*")}

    def refuse(self, what, code, *words, want=3, **more):
        """The message has this code, and nobody else's things are touched, in and out of the
        sandbox."""
        before = self.list_theirs()
        sources = {p: p.read_bytes() for p in (self.folder / "in").iterdir() if p.is_file()}
        for mode in ("off", "auto"):
            status, _, err = self.call(*words, f"--sandbox={mode}", **more)
            self.check.that(status == want and f"[{code}]" in err, f"{what}: {status} {err}")
            self.check.equal(self.list_theirs(), before, f"{what}: others' things")
            for path, content in sources.items():
                self.check.that(path.is_file() and path.read_bytes() == content,
                                f"{what}: {path.name} was altered")


def try_planted_links(place):
    """Each name that a build makes is a link already."""
    place.call("build", "-q", "-o", "out", "in")
    made = sorted(p.relative_to(place.folder / "out") for p in (place.folder / "out").rglob("*"))
    place.check.that(len(made) > 40, f"only {len(made)} names were tried")
    for name in made:
        target = place.folder / "out" / name
        folder = target.is_dir()
        place.forget("out", "theirs/there")
        target.parent.mkdir(parents=True)
        target.symlink_to(place.folder / "theirs" if folder else place.folder / "theirs/kept.txt")
        before = place.list_theirs()
        for mode in ("off", "auto"):
            status, _, err = place.call("build", "-q", "-o", "out", "in", f"--sandbox={mode}")
            place.check.equal(place.list_theirs(), before, f"through the link {name}: {err}")
            again = name.parts[0] == ".huibao" and name.name in ("complete", "manifest")
            place.check.that(target.is_symlink() or again, f"the link {name} was replaced")
            place.check.that(status == 3 and "[cannot-write]" in err or again,
                             f"the link {name}: {status} {err}")
    place.forget("out")


def try_pruning(place):
    """A folder that was moved elsewhere since is not ours any more."""
    place.call("build", "-q", "-f", "xml", "-o", "out", "in")
    shutil.move(place.folder / "out/xml", place.folder / "theirs/xml")
    (place.folder / "out/xml").symlink_to("../theirs/xml")
    before = place.list_theirs()
    for mode in ("off", "auto"):
        place.call("build", "-q", "-f", "xml", "-o", "out", "--prune", "in/a.txt",
                   f"--sandbox={mode}")
        place.check.equal(place.list_theirs(), before, "--prune through a link")
    place.forget("out", "theirs/xml")


def try_names(place):
    """Names that are paths end below the output folder, or nowhere."""
    names = ["../up", "../../../../../../tmp/huibao-up", "/etc/huibao", "..", ".", "", "a/../../b",
             "C:\\x", "x\0y", "a\nb", "\u202egpj", "/", "~/x", "-o", "x" * 5000]
    lines = "".join(json.dumps({"id": name, "text": TEXT.format(number)}) + "\n"
                    for number, name in enumerate(names))
    (place.folder / "lines.jsonl").write_text(lines)
    before = place.list_theirs()
    status, _, err = place.call("build", "-q", "-o", "deep/er/out", "lines.jsonl")
    made = [*(place.folder / "deep/er/out/xml").rglob("*.xml")]
    place.check.that(status < 2 and len(made) == len(names), f"records: {status} {made} {err}")
    place.check.equal(sorted(os.listdir(place.folder / "deep/er")), ["out"], "beside the output")
    (place.folder / "list").write_text("in/../in/a.txt\n../../../../../../etc/hostname\n"
                                       f"{place.folder}/in/b.txt\n")
    place.call("build", "-q", "-o", "deep/er/out2", "--files-from", "list")
    place.check.equal(sorted(os.listdir(place.folder / "deep/er")), ["out", "out2"],
                      "beside the output of a list")
    place.check.equal(place.list_theirs(), before, "names")
    place.forget("deep", "lines.jsonl", "list")


def try_others(place):
    """What is no file is not waited for."""
    folder = place.folder
    os.mkfifo(folder / "pipe.txt")
    (folder / "odd").mkdir()
    os.mkfifo(folder / "odd/pipe.txt")
    (folder / "odd/link.txt").symlink_to("pipe.txt")
    (folder / "odd/zero.txt").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "odd/socket.txt"))
        (folder / "list").write_text("pipe.txt\n/dev/zero\nin/a.txt\n")
        for words in (["build", "-q", "-o", "out"], ["review", "-q", "--review=r.yaml"]):
            for named in (["pipe.txt"], ["/dev/zero"], ["odd"], ["--files-from", "list"]):
                place.refuse(f"{words[0]} {named[0]}", "not-a-file", *words, *named)
        status, _, err = place.call("build", "-o", "out", "odd")
        place.check.equal(err.count("[not-a-file]"), 4, f"each is told: {err}")
    place.refuse("convert /dev/zero", "limit-reached", "convert", "-q", "--limit=input-bytes=9999",
                 "/dev/zero")
    for command in ("validate", "restore"):
        place.refuse(command, "limit-reached", command, "--limit=output-bytes=9999", "/dev/zero")
    # A pipe that the user names is what <(command) makes.
    with subprocess.Popen(["cp", "in/a.txt", "pipe.txt"], cwd=folder):
        status, out, err = place.call("convert", "-q", "pipe.txt")
    place.check.that(status == 0 and b"<reports" in out, f"convert of a pipe: {status} {err}")
    place.forget("odd", "pipe.txt", "out", "list")


def try_onto_itself(place):
    folder = place.folder
    place.call("convert", "-q", "-o", "a.xml", "in/a.txt")
    place.refuse("convert", "output-is-input", "convert", "-q", "-o", "in/a.txt", "in/a.txt")
    (folder / "same.txt").symlink_to("in/a.txt")
    place.refuse("convert by a link", "output-is-input", "convert", "-q", "-o", "same.txt",
                 "in/a.txt")
    place.refuse("explain", "output-is-input", "explain", "-o", "in/a.txt", "in/a.txt")
    place.refuse("restore", "output-is-input", "restore", "-o", "a.xml", "a.xml")
    place.refuse("records", "output-is-input", "convert", "--records", "-o", "in/a.txt", "in/a.txt")
    place.refuse("report", "output-is-input", "convert", "--report", "json=in/a.txt", "in/a.txt")
    place.refuse("report of a build", "output-is-input", "build", "-q", "-o", "out", "--report",
                 "json=in/a.txt", "in")
    place.refuse("baseline", "output-is-input", "build", "-q", "-o", "out", "--write-baseline",
                 "in/b.txt", "in")
    place.refuse("the folder itself", "output-is-input", "build", "-q", "-o", "in", "in")
    place.refuse("by another name", "output-is-input", "build", "-q", "-o", "in", "in/../in/a.txt",
                 "./in")
    place.forget("in/.huibao", "in/xml", "out")
    # Its own outputs, which have the suffix of sources.
    place.call("build", "-q", "-f", "lint", "-o", "out", "in")
    for named in ("out/lint", "out/lint/a.txt", "out/.huibao"):
        place.refuse(named, "output-is-input", "build", "-q", "-f", "lint", "-o", "out", named)
    (folder / "list").write_text("out/lint/b.txt\n")
    place.refuse("a list", "output-is-input", "build", "-q", "-f", "lint", "-o", "out",
                 "--files-from", "list")
    # One inside the other is no harm: outputs are passed over, sources left alone.
    before = (folder / "in/a.txt").read_bytes()
    for out in ("in/out", "."):
        for _ in range(2):
            status, _, err = place.call("build", "-q", "-f", "lint", "-o", out, "in")
            place.check.that(status == 0, f"build -o {out}: {status} {err}")
        place.check.equal(sorted(p.name for p in (folder / out / "lint").rglob("*")),
                          ["a.txt", "b.txt"], "outputs became sources")
        place.forget("in/out")
    place.check.equal((folder / "in/a.txt").read_bytes(), before, "a source was altered")
    place.forget("in/out", "lint", ".huibao", "out", "list", "same.txt", "a.xml")


def try_temporary_names(place):
    """Whoever guesses them plants links in vain: the process has the number we have now."""
    for words in (["convert", "-q", "-o", "theirs/a.xml", "in/a.txt"],
                  ["build", "-q", "-o", "theirs/out", "in/a.txt"]):
        (place.folder / "theirs/out/.huibao/tmp").mkdir(parents=True)
        victim = place.folder / "victim"
        victim.write_text("untouched")
        pid = os.fork()
        if pid == 0:
            os.chdir(place.folder)
            for number in range(3):
                for where in ("theirs", "theirs/out/.huibao/tmp"):
                    os.symlink(victim, f"{where}/.huibao-{os.getpid()}-{number}.tmp")
            os.execv(place.huibao, [place.huibao, *words])
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        place.check.equal((status, victim.read_text()), (0, "untouched"), f"{words[0]}: planted")
        written = "theirs/a.xml" if words[0] == "convert" else "theirs/out/xml/a.xml"
        place.check.that((place.folder / written).is_file() and
                         not (place.folder / written).is_symlink(), f"{words[0]}: not written")
        place.forget("theirs", "victim")
        (place.folder / "theirs").mkdir()


def try_rights(place):
    for umask in (0o022, 0o077, 0o002, 0o027):
        for words in (["convert", "-q", "-o", "out/a.xml", "in/a.txt"],
                      ["convert", "-q", "--records", "-o", "out/answers", "/dev/null"],
                      ["build", "-q", "-o", "out/build", "--report", "json=out/f.json",
                       "--write-baseline", "out/base", "in"],
                      ["review", "-q", "--review=out/review.yaml", "in"],
                      ["templates", "-q", "--copy", "out/mine"]):
            place.call(*words, umask=umask) if (place.folder / "out").exists() else \
                ((place.folder / "out").mkdir(), place.call(*words, umask=umask))
        seen = set()
        for path in (place.folder / "out").rglob("*"):
            want = (0o777 if path.is_dir() else 0o666) & ~umask
            seen.add(path.suffix)
            place.check.equal(path.stat().st_mode & 0o7777, want, f"umask {umask:03o}: {path.name}")
        place.check.that({".xml", ".yaml", ".html", ".json", ".csv"} <= seen, f"only {seen}")
        place.forget("out")


def main():
    check = Check()
    with tempfile.TemporaryDirectory() as name:
        place = Place(check, os.path.abspath(sys.argv[1]), pathlib.Path(name))
        for part in (try_planted_links, try_pruning, try_names, try_others, try_onto_itself,
                     try_temporary_names, try_rights):
            part(place)
    check.finish()


main()
