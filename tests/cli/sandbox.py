"""The sandbox: a program that a hostile source has taken over (tests/cli/probe.c) tries to read,
write, start and connect, in every command and in threads and worker processes of theirs. Kernels
with an older Landlock, with none, or with one that breaks its word are played by strace.

usage: sandbox.py HUIBAO PROBE"""

import ctypes
import errno
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import Check, run  # noqa: E402

REPORT = """临江区双拥工作情况汇报
一、加强组织领导。成立双拥工作领导小组。
二、做好慰问。走访慰问驻区部队,投入资金20万元。
临江区人民政府
2018年12月24日
""".encode("gb18030")
CREATE = 444  # landlock_create_ruleset(), the same number on every machine
FULL = "sandbox: only sources can be read, only outputs written\n"
# Each reads "in/a.txt" or what it needs, in a folder of its own, and writes below "out".
COMMANDS = {
    "convert": ["convert", "-q", "-o", "out/a.xml", "in/a.txt"],
    "to standard output": ["convert", "-q", "in/a.txt"],
    "build": ["build", "--show=never", "-j2", "-o", "out", "in"],
    "build of a list": ["build", "-q", "-o", "out", "--files-from", "list"],
    "build of links": ["build", "-q", "-o", "out", "links"],
    "build of JSON Lines": ["build", "-q", "-o", "out", "lines.jsonl"],
    "build of an archive": ["build", "-q", "-o", "out", "sent.zip"],
    "convert from an archive": ["convert", "-q", "-o", "out/a.xml", "sent.zip/2018/a.txt"],
    "records": ["convert", "-q", "--records", "-j2", "-o", "out/answers", "lines.jsonl"],
    "review": ["review", "--review=out/review.yaml", "in"],
    "explain": ["explain", "-o", "out/why", "in/a.txt"],
    "restore": ["restore", "-o", "out/back", "a.xml"],
}


def ask_version():
    libc = ctypes.CDLL(None, use_errno=True)
    return max(0, libc.syscall(CREATE, None, 0, 1))


class Place:
    """A folder with sources, an empty output folder and things that are nobody's business."""

    def __init__(self, check, huibao, probe, folder):
        self.check, self.huibao, self.probe, self.folder = check, huibao, probe, folder
        for name in ("in", "out", "links", "elsewhere", "secret"):
            (folder / name).mkdir()
        (folder / "in/a.txt").write_bytes(REPORT)
        (folder / "elsewhere/b.txt").write_bytes(REPORT)
        (folder / "links/b.txt").symlink_to("../elsewhere/b.txt")
        (folder / "links/all").symlink_to("../elsewhere")
        (folder / "list").write_text("elsewhere/b.txt\nin\n")
        (folder / "secret/key").write_text("secret")
        (folder / "lines.jsonl").write_text(
            '{"id": "a", "bytes": "wcm9rcf4y6vTtbmk1/c=", "encoding": "GB18030"}\n')
        with zipfile.ZipFile(folder / "sent.zip", "w") as archive:
            archive.writestr("2018/a.txt", REPORT)
        status = run([huibao, "convert", "-q", "--sandbox=off", "-o", "a.xml", "in/a.txt"],
                     cwd=folder)[0]
        check.equal(status, 0, "the XML to restore from")

    def clear(self):
        shutil.rmtree(self.folder / "out")
        (self.folder / "out").mkdir()

    def call(self, *words, trace=(), probe=""):
        """Status, messages without the probe's, and what the probe was answered."""
        environment = {"HOME": str(self.folder), "PROBE": probe}
        if probe:
            environment["LD_PRELOAD"] = str(self.probe)
        self.clear()
        status, _, err = run([*trace, self.huibao, *words], cwd=self.folder, env=environment)
        err = err.decode("utf-8", "backslashreplace")
        told = dict(re.findall(r"^probe (\S+) (\d+)$", err, re.M))
        err = re.sub(r"^probe .*\n", "", err, flags=re.M)
        return status, err, {word: int(number) for word, number in told.items()}


def try_probe(place, name, words, version):
    """What must fail, and what must not, for the test would prove nothing."""
    refused = ["read:secret/key", "read:/etc/passwd", "write:secret/key", "write:in/a.txt",
               "make:secret/new", "make:new", "folder:secret/folder", "remove:in/a.txt",
               "link:secret/link", "run:/bin/true", "rename:in/a.txt=secret/a.txt"]
    if version >= 4:
        refused.append("connect:9")
    allowed = ["make:out/probe"] if "out" in " ".join(words) else []
    probe = " ".join(refused + allowed)
    status, err, told = place.call(*words, "--sandbox=off", probe=probe)
    before = {"run:/bin/true": 0, "read:secret/key": 0, "make:new": 0}
    place.check.equal({word: told.get(word) for word in before}, before,
                      f"{name}: the probe itself does nothing: {err}")
    for path in ("new", "secret/new", "secret/link", "secret/a.txt"):
        if os.path.lexists(place.folder / path):
            os.remove(place.folder / path)
    (place.folder / "in/a.txt").write_bytes(REPORT)
    shutil.rmtree(place.folder / "secret/folder", ignore_errors=True)
    status, err, told = place.call(*words, "--sandbox=require", probe=probe)
    place.check.that(status in (0, 1) if words[0] == "review" else status == 0,
                     f"{name}: does not work confined: {status} {err}")
    for word in refused:
        place.check.that(told.get(word) in (errno.EACCES, errno.EXDEV),
                         f"{name}: {word} ends with {told.get(word)}")
    for word in allowed:
        place.check.equal(told.get(word), 0, f"{name}: {word}")


def try_shares(place):
    """merge gives files second names, which takes rights to both folders."""
    for share in (1, 2):
        place.call("build", "-q", f"--shard={share}/2", "-o", f"out{share}", "in", "elsewhere")
    status, err, _ = place.call("merge", "--show=never", "--sandbox=require", "-o", "out", "out1",
                                "out2")
    place.check.that(status == 0 and FULL in err, f"merge: {status} {err}")
    made = [*(place.folder / "out/xml").glob("*.xml")]
    place.check.that(len(made) == 2 and all(p.stat().st_nlink > 1 for p in made),
                     "merge: files are copied, not linked")


def try_templates(place, version):
    """What the user brings is read in the sandbox, and later pages from it."""
    status, err, _ = place.call("templates", "--copy", "mine")
    place.check.equal(status, 0, f"templates --copy: {err}")
    status, err, _ = place.call("build", "--show=never", "--sandbox=require", "-T", "mine", "-o",
                                "out", "in", "--report", "json=told/report.json")
    place.check.that(status == 0 and FULL in err, f"own templates: {status} {err}")
    place.check.that((place.folder / "told/report.json").exists(), "the report is not there")


def inject(*faults):
    return ["strace", "-qq", "-f", "-o", "/dev/null", "-e", "trace=/landlock_.*",
            *(word for fault in faults for word in ("-e", f"inject={fault}"))]


def try_none(place):
    """No Landlock: work goes on with a notice, unless it is required."""
    trace = [] if ask_version() == 0 else inject("landlock_create_ruleset:error=ENOSYS")
    status, err, _ = place.call("build", "--show=never", "-o", "out", "in", trace=trace)
    place.check.that(status == 0 and "sandbox: none (this system has no Landlock)\n" in err,
                     f"without Landlock: {status} {err}")
    for name, words in COMMANDS.items():
        status, err, _ = place.call(*words, "--sandbox=require", trace=trace)
        place.check.that(status == 3 and "[no-sandbox]" in err,
                         f"{name}: without Landlock, required: {status} {err}")
        place.check.that(not any((place.folder / "out").rglob("*.x*")),
                         f"{name}: writes something though")


def try_versions(place, version):
    """Older ones, and one that refuses what its version should have."""
    for played in range(1, version):
        trace = inject(f"landlock_create_ruleset:retval={played}:when=1")
        for words in ("convert", "records", "restore", "review"):
            status, err, told = place.call(*COMMANDS[words], "--sandbox=require", trace=trace,
                                           probe="read:secret/key make:new")
            place.check.equal(set(told.values()), {errno.EACCES}, f"{words}: version {played}")
            place.check.that(status < 2, f"{words}: version {played}: {status} {err}")
        status, err, _ = place.call(*COMMANDS["build"], trace=trace)
        notice = FULL if played > 1 else \
            "sandbox: none (the system's Landlock forbids renaming between folders)\n"
        place.check.that(status == 0 and notice in err, f"build: version {played}: {status} {err}")
    trace = inject("landlock_create_ruleset:error=EINVAL:when=2")
    status, err, _ = place.call(*COMMANDS["build"], trace=trace)
    place.check.that(status == 0 and FULL in err, f"a version refused: {status} {err}")
    trace = inject("landlock_restrict_self:error=EPERM")
    status, err, _ = place.call(*COMMANDS["build"], trace=trace)
    place.check.that(status == 0 and "sandbox: none (the system refuses)\n" in err,
                     f"refused: {status} {err}")
    trace = inject("landlock_restrict_self:error=EPERM:when=3")
    status, err, _ = place.call(*COMMANDS["build"], "--sandbox=require", trace=trace)
    place.check.that(status == 3 and "[no-sandbox]" in err, f"the last step refused: {err}")


def try_words(place):
    status, err, _ = place.call("build", "--sandbox=always", "in")
    place.check.that(status == 2 and "not a mode: always" in err, f"a bad mode: {err}")
    status, err, _ = place.call("build", "--show=never", "--sandbox=off", "-o", "out", "in")
    place.check.that("sandbox: none (off)\n" in err, f"off: {err}")
    (place.folder / ".huibao.yaml").write_text("sandbox: off\n")
    status, err, _ = place.call("build", "-o", "out", "in")
    place.check.that(status == 2 and "[project]" in err, f"a project file turns it off: {err}")
    (place.folder / ".huibao.yaml").unlink()


def main():
    check = Check()
    version = ask_version()
    tracing = shutil.which("strace") is not None
    if tracing:  # in some containers it is there and may do nothing
        tracing = subprocess.run(inject(), capture_output=True).returncode != 127 and \
            subprocess.run([*inject(), "/bin/true"], capture_output=True).returncode == 0
    with tempfile.TemporaryDirectory() as name:
        place = Place(check, sys.argv[1], sys.argv[2], pathlib.Path(name))
        try_words(place)
        if tracing or version == 0:
            try_none(place)
        for title, words in COMMANDS.items() if version >= 2 else ():
            try_probe(place, title, words, version)
        if version >= 2:
            try_shares(place)
            try_templates(place, version)
        if version >= 2 and tracing:
            try_versions(place, version)
    if check.faults == 0 and (version < 2 or not tracing):
        print(f"skipped: Landlock {version}, strace {'works' if tracing else 'does not work'};"
              f" {check.count} checks were done")
        sys.exit(77)
    check.finish()


main()
