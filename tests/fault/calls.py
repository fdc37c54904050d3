"""Calls of the system fail, one after the other: opening, reading, writing, closing, renaming and the
rest, each with the errors it can have, once and for ever from there on; reading and writing also
move fewer bytes than they could. cases.py says what must come of it.

usage: calls.py HUIBAO PRELOAD POINTS [CASE...]      POINTS: how many faults in all; 0 for all"""

import collections
import concurrent.futures
import errno
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from cases import CASES, Judge, Runner  # noqa: E402
from check import Check, skip  # noqa: E402

# For each kind of call the errors that it is given. One that asks to try again comes once only.
ERRORS = {
    "open": ["EMFILE", "EACCES", "ENOSPC", "EINTR"],
    "read": ["EIO", "EINTR", "short"],
    "pread": ["EIO", "EINTR", "short"],
    "write": ["ENOSPC", "EIO", "EINTR", "short"],
    "pwrite": ["ENOSPC", "EIO", "EINTR", "short"],
    "message": ["EIO"],
    "close": ["EIO", "EINTR"],
    "rename": ["EIO", "ENOSPC", "EACCES"],
    "link": ["EPERM", "EMLINK", "ENOSPC"],
    "unlink": ["EIO", "EACCES"],
    "mkdir": ["ENOSPC", "EACCES"],
    "sync": ["EIO", "ENOSPC"],
    "truncate": ["EIO", "EINTR"],
    "mmap": ["ENOMEM"],
    "brk": ["ENOMEM"],
    "stat": ["EIO", "EACCES"],
    "seek": ["EIO"],
    "fcntl": ["EIO", "ENOLCK"],
    "list": ["EIO"],
    "pipe": ["EMFILE"],
    "dup": ["EMFILE"],
    "poll": ["ENOMEM", "EINTR"],
    "wait": ["EINTR"],
    "fork": ["EAGAIN"],
    "thread": ["EAGAIN"],
}
ONCE = {"EINTR"}
LASTING = {"EACCES"}
HARMLESS = {"brk"}  # malloc() asks for memory elsewhere then


class Fault:
    def __init__(self, call, at, error, ever):
        self.call, self.at, self.error, self.ever = call, at, error, ever

    def __str__(self):
        return f"{self.call} {self.at}{' and on' if self.ever else ''}: {self.error}"

    def environment(self):
        number = getattr(errno, self.error, None)
        return {"FAULT_CALL": self.call, "FAULT_AT": str(self.at),
                "FAULT_WITH": self.error if number is None else str(number),
                **({"FAULT_EVER": "1"} if self.ever else {})}


def read_counts(path):
    """Nothing where the calls cannot be watched, or the program did not come to its end."""
    words = (line.split() for line in path.read_text().splitlines()) if path.exists() else ()
    return {name: int(count) for name, count in words}


def count_calls(judge, folder):
    """The calls of an undisturbed run, and the blocks of memory it leaves at most: the tables of
    libxml2 depend on addresses, so some runs leave more than others. So does one that has no
    sandbox, as a fault may leave it: the C library finds more of its own files, and keeps them."""
    blocks = []
    if judge.case.command[0] != "schema":
        judge.copy(folder / "open")
        count = folder / "open.count"
        judge.runner.run(judge.case, folder / "open", {"FAULT_COUNT": str(count)},
                         ("--sandbox=off",))
        blocks.append(read_counts(count).get("blocks", 0))
    for i in range(5):
        judge.copy(folder / str(i))
        count = folder / f"{i}.count"
        done = judge.runner.run(judge.case, folder / str(i), {"FAULT_COUNT": str(count)})
        counts = read_counts(count)
        if not counts:
            skip("calls of the system cannot be watched on this machine")
        if done.returncode != judge.status:
            raise RuntimeError(f"{judge.case.name}: watched, it ends with {done.returncode}")
        blocks.append(counts["blocks"])
    return counts, max(blocks)


def list_faults(counts):
    """All there are, the rarer kinds of call first."""
    return [Fault(call, at, error, ever)
            for call, errors in sorted(ERRORS.items(), key=lambda item: counts[item[0]])
            for at in range(1, counts[call] + 1) for error in errors
            for ever in ((False,) if error in ONCE else (False, True))]


def choose(faults, most):
    """At most so many: of each kind of call and error the first, the last, and some between."""
    if most == 0 or most >= len(faults):
        return faults
    groups = collections.defaultdict(list)
    for fault in faults:
        groups[fault.call, fault.error, fault.ever].append(fault)
    chosen, rest = [], most
    for number, group in enumerate(sorted(groups.values(), key=len)):
        share = max(1, rest // (len(groups) - number))
        take = min(share, len(group))
        chosen += [group[round(i * (len(group) - 1) / max(1, take - 1))] for i in range(take)]
        rest -= take
    return chosen


def try_fault(judge, fault, blocks):
    """(kind, words). What holds more memory in the end than any undisturbed run did is tried again:
    chance does not do that always."""
    for _ in range(8):
        kind, words, held = try_once(judge, fault)
        if kind not in ("told", "harmless") or held <= blocks:
            return kind, words
    return "leak", f"{held - blocks} blocks more: {words}"


def try_once(judge, fault):
    with tempfile.TemporaryDirectory() as name:
        folder, count = pathlib.Path(name) / "run", pathlib.Path(name) / "count"
        judge.copy(folder)
        try:
            done = judge.runner.run(judge.case, folder,
                                    {**fault.environment(), "FAULT_COUNT": str(count)})
            kind, words = judge.judge(done, folder, mute=fault.call == "message",
                                      may_leave=fault.call == "unlink",
                                      lasting=fault.error in LASTING)
            if kind in ("told", "harmless", "half", "left"):
                trouble = judge.mend(folder, fault.error in LASTING)
                if trouble:
                    kind, words = "spoilt", f"{kind}, then {trouble}: {words}"
        except subprocess.TimeoutExpired:
            return "hang", "", 0
        held = read_counts(count).get("blocks", 0)
        return kind, words, held


def main():
    check = Check()
    huibao, preload = map(os.path.abspath, sys.argv[1:3])
    points, names = int(sys.argv[3]), sys.argv[4:]
    runner = Runner(huibao, preload)
    sums = collections.Counter()
    most_blocks = collections.Counter()  # of a command: what is done again takes what the first took
    cases = [case for case in CASES if not names or case.name in names]
    with tempfile.TemporaryDirectory() as name:
        for case in cases:
            folder = pathlib.Path(name) / case.name
            judge = Judge(runner, case, folder)
            counts, blocks = count_calls(judge, folder / "count")
            most_blocks[case.command[0]] = blocks = max(blocks, most_blocks[case.command[0]])
            faults = choose(list_faults(counts), points // len(cases) if points else 0)
            here = collections.Counter()
            with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
                results = pool.map(lambda fault: try_fault(judge, fault, blocks), faults)
                for fault, (kind, words) in zip(faults, results):
                    here[kind] += 1
                    good = {"harmless"} if fault.call in HARMLESS and fault.ever else \
                        {"told", "harmless"}
                    check.that(kind in good,
                               f"{case.name}: {fault}: {kind}: {words[:1500]}")
            sums += here
            calls = sum(counts[call] for call in ERRORS)
            print(f"{case.name}: {calls} calls, {len(faults)} faults: " +
                  ", ".join(f"{kind} {n}" for kind, n in sorted(here.items())), flush=True)
    print(", ".join(f"{kind} {n}" for kind, n in sorted(sums.items())))
    check.finish()


main()
