"""Builds into a folder that has one already: what is made again and what is not, what stays and
what goes; and folders that cannot be written.

usage: incremental.py HUIBAO"""

import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402


class Place:
    """A folder with sources, and builds in it."""

    def __init__(self, check, huibao, folder):
        self.check, self.huibao, self.folder = check, huibao, folder
        seeds = sorted((ROOT / "seeds").glob("*.txt"))
        for number in range(6):
            path = folder / f"in/{number % 2}/{number}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(seeds[number % len(seeds)].read_bytes()[:3000])
        self.age()

    def age(self):
        """Lets stamps settle: what was changed just now is read again, to be safe."""
        time.sleep(2.2)

    def build(self, *words, out="out"):
        status, _, err = run([self.huibao, "build", "-o", out, *words, "in"], cwd=self.folder)
        return status, err.decode("utf-8", "backslashreplace")

    def unchanged(self, err):
        """How many sources were not converted."""
        line = [text for text in err.splitlines() if " written to " in text][-1]
        return int(line.split("(")[1].split(" unchanged")[0]) if "unchanged" in line else 0

    def stamps(self):
        return {str(p): (p.stat().st_mtime_ns, p.stat().st_ino)
                for p in (self.folder / "out").rglob("*")}

    def tree(self, out="out"):
        base = self.folder / out
        return {str(p.relative_to(base)): p.read_bytes() for p in base.rglob("*")
                if p.is_file() and ".huibao" not in p.parts}

    def check_fresh(self, what):
        """The folder is what a build into an empty one makes, but for the list of changes."""
        self.build("-q", out="fresh")
        here, there = self.tree(), self.tree("fresh")
        subprocess.run(["rm", "-r", self.folder / "fresh"], check=True)
        told = ("html/changes.html", "html/feed.xml", "html/index.html")
        self.check.equal(sorted(here), sorted(there), f"{what}: other files than a fresh build")
        for path in set(here) & set(there) - set(told):
            self.check.that(here[path] == there[path], f"{what}: {path} is not that of a fresh build")


def check_unchanged(place):
    first = place.build()
    place.build()
    before = place.stamps()
    again = place.build()
    place.check.equal(place.unchanged(again[1]), 6, "an unchanged build converts")
    place.check.that(place.stamps() == before, "an unchanged build writes")
    place.check.equal(again[0], first[0], "another exit status")
    place.check.equal(again[1].replace(" (6 unchanged)", ""), first[1], "other messages")
    place.check.equal(place.unchanged(place.build("--force")[1]), 0, "--force")
    place.check.equal(place.unchanged(place.build("-p", "x=y")[1]), 0, "another parameter")
    place.check.equal(place.unchanged(place.build()[1]), 0, "the parameter taken back")


def check_changes(place):
    source = place.folder / "in/0/0.txt"
    source.write_text(source.read_text().replace("双拥", "拥军", 1))
    place.check.equal(place.unchanged(place.build("--prune")[1]), 5, "one source changed")
    place.check_fresh("one source changed")
    status = source.stat()
    source.write_text(source.read_text().replace("拥军", "双拥", 1))
    os.utime(source, ns=(status.st_atime_ns, status.st_mtime_ns))
    place.check.equal(place.unchanged(place.build("--prune")[1]), 5, "changed, its time put back")
    place.check_fresh("changed, its time put back")
    place.age()
    os.utime(source)
    place.check.equal(place.unchanged(place.build()[1]), 6, "touched, not changed")


def check_outputs(place):
    (place.folder / "out/html/0/2.html").unlink()
    (place.folder / "out/yaml/1/1.yaml").write_text("another's")
    (place.folder / "out/html/index.html").write_text("another's")
    place.check.equal(place.unchanged(place.build()[1]), 4, "outputs gone and altered")
    place.check_fresh("outputs gone and altered")
    for name in ("manifest", "records-0"):
        path = next((place.folder / "out/.huibao").glob(name.split("-")[0] + "*"))
        content = bytearray(path.read_bytes())
        for at in range(0, len(content), 97):
            content[at] ^= 0x55
        path.write_bytes(bytes(content))
        place.check.equal(place.build()[0] in (0, 1), True, f"{name} damaged")
        place.check_fresh(f"{name} damaged")


def check_prune(place):
    (place.folder / "in/1/5.txt").unlink()
    (place.folder / "in/1/new.txt").write_text("新区2023年双拥工作总结\n\n一、走访慰问部队3次。\n")
    place.build()
    place.check.that((place.folder / "out/xml/1/5.xml").exists(), "removed without --prune")
    place.build("--prune")
    place.check.that(not (place.folder / "out/xml/1/5.xml").exists(), "not removed by --prune")
    place.check.that(not list((place.folder / "out/html/1").glob("5.*")), "pages left by --prune")
    place.check_fresh("pruned")


def check_lock(place):
    big = place.folder / "in/0/big.txt"
    big.write_text((place.folder / "in/0/0.txt").read_text() * 400)
    process = subprocess.Popen([place.huibao, "build", "-q", "-o", "out", "in"],
                               cwd=place.folder, stderr=subprocess.PIPE)
    time.sleep(0.3)
    status, err = place.build()
    if process.poll() is None:
        place.check.that(status == 3 and "[folder-in-use]" in err, f"two at once: {status}: {err}")
        place.check.that(str(process.pid) in err, f"not said which: {err}")
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate()
        place.check.equal(process.returncode, 143, f"SIGTERM: {told.decode()[-300:]}")
        place.check.that(b"goes on from here" in told, f"not said how to go on: {told[-300:]}")
    process.wait()
    process.stderr.close()
    big.unlink()
    place.build("-q", "--prune")
    place.check_fresh("after SIGTERM")


def check_full_disk(place):
    """Needs the right to mount; passed over without it."""
    full = place.folder / "full"
    full.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", full],
                      stderr=subprocess.DEVNULL).returncode != 0:
        print("full disk: passed over, nothing can be mounted here")
        return
    try:
        status, err = place.build(out="full/out")
        place.check.equal(status, 3, "a full disk: exit status")
        place.check.that("[cannot-write]" in err and "No space left" in err, f"full disk: {err}")
        subprocess.run(["mount", "-o", "remount,size=64m", full], check=True)
        status, err = place.build(out="full/out")
        place.check.that(status in (0, 1), f"with room again: {status}: {err}")
        place.build("-q", out="roomy")
        place.check.that(place.tree("full/out") == place.tree("roomy"), "with room again: differs")
    finally:
        subprocess.run(["umount", full], check=True)


def main():
    check = Check()
    with tempfile.TemporaryDirectory() as name:
        place = Place(check, str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(name))
        for part in (check_unchanged, check_changes, check_outputs, check_prune, check_lock,
                     check_full_disk):
            part(place)
    check.finish()


main()
