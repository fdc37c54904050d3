"""A build that is killed at any moment leaves whole files, and the next run finishes: the result is
that of a build nobody disturbed, byte for byte.

usage: killed.py HUIBAO MOMENTS      CTest has a few moments; CONTRIBUTING.md names the long run"""

import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from archives import make_tar, pack  # noqa: E402
from check import Check, run  # noqa: E402

REPORT = """{title}双拥工作总结

一、加强组织领导。一是调整双拥工作领导小组,召开议军会{n}次。二是列支经费{n}万元。
二、广泛宣传教育。举办国防教育讲座{n}场,悬挂横幅{m}条。
三、落实优抚政策。走访慰问部队{n}次,发放慰问金{m}.5万元;为{m}名军属悬挂光荣牌。
四、下步打算。继续深化双拥共建,开展军地座谈{n}次。

2023年{n}月20日
"""
COUNT = 24


def write_source(folder, number, year):
    path = folder / f"{number % 3}" / f"{number:02d}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(REPORT.format(title=f"{year}年第{number}街道", n=number % 12 + 1, m=number + 20))


def write_archive(folder, years):
    """Sources that are read one after the other."""
    (folder / "more.tgz").write_bytes(pack(make_tar(
        (f"{number}.txt", REPORT.format(title=f"{year}年第{number}村", n=number + 1, m=9).encode())
        for number, year in enumerate(years))))


def make_first(folder):
    for number in range(COUNT):
        write_source(folder, number, 2022)
    write_archive(folder, [2022, 2022, 2022, 2022])


def make_second(folder):
    """What changed since: a third of the sources, one gone, one new, one that is no text."""
    for number in range(0, COUNT, 3):
        write_source(folder, number, 2023)
    (folder / "1/04.txt").unlink()
    write_source(folder, COUNT, 2023)
    write_archive(folder, [2022, 2023, 2022])
    (folder / "2/binary.txt").write_bytes(bytes(range(256)) * 8)


def read_tree(folder):
    """The files of a folder, but for what the command remembers between runs."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*"))
            if p.is_file() and ".huibao" not in p.parts}


def build(huibao, folder, jobs=2):
    return [huibao, "build", "-q", f"-j{jobs}", "-o", folder / "out", folder / "in",
            folder / "in/more.tgz"]


def prepare(folder, state):
    """A scratch folder with the first sources and, for the second state, what was made of them."""
    shutil.copytree(state / "in", folder / "in")
    if (state / "out").exists():
        subprocess.run(["cp", "-a", state / "out", folder / "out"], check=True)


def make_states(check, huibao, folder):
    """Two beginnings, with the tree each must lead to and the seconds it takes undisturbed."""
    states = []
    fresh, later = folder / "fresh", folder / "later"
    make_first(fresh / "in")
    make_first(later / "in")
    status, _, err = run(build(huibao, later))
    check.that(status in (0, 1), f"the first build: {status}: {err.decode()}")
    make_second(later / "in")
    for state, before in ((fresh, {}), (later, read_tree(later / "out"))):
        scratch = folder / f"{state.name}-undisturbed"
        scratch.mkdir()
        prepare(scratch, state)
        begun = time.monotonic()
        status, _, err = run(build(huibao, scratch))
        check.that(status in (0, 1, 3), f"undisturbed: {status}: {err.decode()}")
        states.append((state, before, read_tree(scratch / "out"), time.monotonic() - begun))
    check.that(states[0][2] != states[1][2] and states[1][1] != states[1][2], "nothing changes")
    return states


def kill_once(huibao, folder, seconds):
    process = subprocess.Popen([str(word) for word in build(huibao, folder)],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def check_whole(check, tree, before, after, moment):
    for path, content in tree.items():
        check.that(content in (before.get(path), after.get(path)),
                   f"moment {moment}: {path} is neither what it was nor what it will be")


def check_moment(check, huibao, folder, state, moment):
    name, before, after, seconds = state
    chance = random.Random(moment)
    scratch = folder / "scratch"
    scratch.mkdir()
    prepare(scratch, name)
    killed = 0
    for _ in range(chance.randint(1, 3)):
        killed += kill_once(huibao, scratch, chance.random() * seconds)
        if (scratch / "out").exists():
            check_whole(check, read_tree(scratch / "out"), before, after, moment)
    status, _, err = run(build(huibao, scratch, chance.choice((1, 2, 5))))
    check.that(status in (0, 1, 3), f"moment {moment}: the next run: {status}: {err.decode()}")
    tree = read_tree(scratch / "out")
    check.equal(sorted(tree), sorted(after), f"moment {moment}: other files")
    for path in set(tree) & set(after):
        check.that(tree[path] == after[path], f"moment {moment}: {path} differs")
    check.that(not list((scratch / "out/.huibao/tmp").iterdir()), f"moment {moment}: left-overs")
    check.that(not (scratch / "out/.huibao/journal").exists(), f"moment {moment}: a journal")
    shutil.rmtree(scratch)
    return killed


def main():
    check = Check()
    huibao, moments = sys.argv[1], int(sys.argv[2])
    killed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        states = make_states(check, huibao, folder)
        for moment in range(moments):
            killed += check_moment(check, huibao, folder, states[moment % 2], moment)
    check.that(killed > moments // 4, f"only {killed} runs were caught in the act")
    print(f"{killed} runs killed")
    check.finish()


main()
