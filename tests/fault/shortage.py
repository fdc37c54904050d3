"""What runs out in earnest: room on a small disk, and file descriptors. cases.py says what must come
of it; with more of both, the same command then leads to what it always leads to.

usage: shortage.py HUIBAO disk|descriptors [CASE...]      disk needs the right to mount a tmpfs; as
another user, a namespace in which there is one"""

import os
import pathlib
import resource
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from cases import CASES, Judge, Runner  # noqa: E402
from check import Check, skip  # noqa: E402

PAGE = 4096
ROOMY = "16m"
IN_NAMESPACE = "HUIBAO_FAULT_NAMESPACE"
# Those that write, and need nothing that only a killed run leaves.
NAMES = ("convert", "convert-over", "convert-report", "records", "restore", "review", "schema",
         "build", "build-same", "build-later", "merge")


def judge_run(check, judge, folder, text, **more):
    """Runs it with too little of something, then as it should be. True when nothing was missing."""
    done = judge.runner.run(judge.case, folder, **more)
    kind, words = judge.judge(done, folder)
    check.that(kind in ("told", "harmless"), f"{judge.case.name}: {text}: {kind}: {words[:1500]}")
    return kind == "harmless"


def check_mended(check, judge, folder, text):
    trouble = judge.mend(folder)
    check.that(trouble == "", f"{judge.case.name}: {text}: the next run: {trouble}")


# ---- Descriptors ----


def try_descriptors(check, judge, scratch):
    for most in range(3, 60):
        folder = scratch / str(most)
        judge.copy(folder)

        def limit(most=most):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        done = judge.runner.run(judge.case, folder, preexec_fn=limit)
        if done.returncode == 127:
            continue  # not enough to load the program
        kind, words = judge.judge(done, folder)
        text = f"{most} descriptors"
        check.that(kind in ("told", "harmless"),
                   f"{judge.case.name}: {text}: {kind}: {words[:1500]}")
        check_mended(check, judge, folder, text)
        if kind == "harmless" and done.stderr == judge.err:
            return most
    check.fault(f"{judge.case.name}: 60 descriptors are not enough")
    return 60


# ---- A disk ----


def mount(folder, size, *options):
    return subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join((f"size={size}", *options)),
                           "tmpfs", str(folder)], capture_output=True).returncode == 0


def find_need(judge, disk):
    """Bytes the folder takes before, and after."""
    sizes = []
    for run in (False, True):
        mount(disk, ROOMY)
        judge.copy(disk)
        if run:
            judge.runner.run(judge.case, disk)
        facts = os.statvfs(disk)
        sizes.append((facts.f_blocks - facts.f_bfree) * facts.f_frsize)
        subprocess.run(["umount", str(disk)], check=True)
    return sizes


def choose_sizes(before, after, most):
    """Sizes from just what is there to what is needed, in whole pages."""
    pages = range(before // PAGE, after // PAGE + 2)
    step = max(1, len(pages) // most)
    return [PAGE * page for page in list(pages)[::step]]


def try_disk(check, judge, disk):
    before, after = find_need(judge, disk)
    told = 0
    for size in choose_sizes(before, after, 24):
        mount(disk, ROOMY)
        judge.copy(disk)
        if mount(disk, size, "remount"):
            told += not judge_run(check, judge, disk, f"{size} bytes")
            mount(disk, ROOMY, "remount")
            check_mended(check, judge, disk, f"{size} bytes")
        subprocess.run(["umount", str(disk)], check=True)
    check.that(told > 0, f"{judge.case.name}: no disk was too small")
    return told


def enter_namespace():
    """Runs this script again where it may mount; comes back only where that cannot be."""
    if os.environ.get(IN_NAMESPACE):
        return
    words = ["unshare", "--map-root-user", "--mount", sys.executable, "-B", *sys.argv]
    probe = subprocess.run([*words[:3], "true"], capture_output=True)
    if probe.returncode == 0:
        os.environ[IN_NAMESPACE] = "1"
        os.execvp(words[0], words)


def can_mount():
    with tempfile.TemporaryDirectory() as name:
        if not mount(name, ROOMY):
            return False
        subprocess.run(["umount", name], check=True)
        return True


def main():
    check = Check()
    huibao, what, names = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3:] or NAMES
    if what == "disk" and not can_mount():
        enter_namespace()
        skip("a disk of our own needs the right to mount")
    runner = Runner(huibao)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        disk = folder / "disk"
        disk.mkdir()
        for case in CASES:
            if case.name not in names:
                continue
            judge = Judge(runner, case, folder / case.name)
            if what == "disk":
                print(f"{case.name}: {try_disk(check, judge, disk)} disks were too small")
            else:
                most = try_descriptors(check, judge, folder / case.name)
                print(f"{case.name}: {most} descriptors are enough")
    check.finish()


main()
