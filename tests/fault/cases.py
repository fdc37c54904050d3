"""What the tests of a failing machine run: commands, the files they begin with, and how to judge what
is left when something failed. A run must end as if nothing had happened, or say by its exit status
and a message that it could not do its work; either way every file is whole, and the next run that
nothing disturbs leads to what an undisturbed one leads to, byte for byte."""

import json
import os
import pathlib
import re
import shutil
import signal
import stat
import subprocess
import tarfile
import zipfile

REPORT = """{place}双拥工作情况汇报
一、加强组织领导。成立双拥工作领导小组,召开会议{n}次。
二、做好慰问。走访慰问驻区部队,投入资金{n}0万元;电话13800138{n}00。
{place}人民政府
2018年12月24日
"""
UNSOUND = re.compile(r"\.[ch]:\d+:\d+: runtime error:|ERROR: AddressSanitizer|FAULT-CRASH")
# The pages that tell what the last build changed.
CHANGES = {"changes.html", "feed.xml"}
TEMPORARY = re.compile(r"\.huibao-\d+-\d+\.tmp")
SECONDS = 60


class Case:
    """A command, and what its folder holds before: `prepare` is called with an empty folder and
    with a function that runs the command huibao in it."""

    def __init__(self, name, command, prepare, stdin=b""):
        self.name, self.command, self.prepare, self.stdin = name, command.split(), prepare, stdin


def write_sources(folder, _=None):
    (folder / "in").mkdir()
    for n, place in ((1, "临江区"), (2, "西岭镇")):
        (folder / f"in/{n}.txt").write_text(REPORT.format(place=place, n=n), encoding="utf-8")


def change_source(folder):
    (folder / "in/2.txt").write_text(REPORT.format(place="南浦县", n=7), encoding="utf-8")


def write_old(folder, _=None):
    write_sources(folder)
    for name in ("out.xml", "out.html", "back.txt"):
        (folder / name).write_text("旧的")


def write_xml(folder, huibao):
    write_sources(folder)
    huibao("convert -q -o a.xml in/1.txt")


def write_legacy_xml(folder, huibao):
    (folder / "in").mkdir()
    (folder / "in/1.txt").write_bytes(REPORT.format(place="临江区", n=4).encode("gb18030"))
    huibao("convert -q -o a.xml in/1.txt")


def write_archives(folder, _=None):
    write_sources(folder)
    with zipfile.ZipFile(folder / "in/a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1.txt", REPORT.format(place="北屯社区", n=8))
    with tarfile.open(folder / "in/b.tar.gz", "w:gz") as archive:
        archive.add(folder / "in/2.txt", "2.txt")


def write_build(folder, huibao):
    write_sources(folder)
    huibao("build -q -j1 -o out in")


def write_later_build(folder, huibao):
    write_build(folder, huibao)
    change_source(folder)
    (folder / "in/3.txt").write_text(REPORT.format(place="北屯社区", n=3), encoding="utf-8")


def write_shares(folder, huibao):
    write_sources(folder)
    for share in (1, 2):
        huibao(f"build -q -j1 --shard {share}/2 -o share{share} in")


def write_killed(folder, huibao):
    """A second build is killed when it has renamed some of its files."""
    write_later_build(folder, huibao)
    huibao("build -q -j1 -o out in", killed_at=("rename", 12))


RECORDS = "".join(json.dumps({"id": f"r{n}", "text": REPORT.format(place="东河街道", n=n)},
                             ensure_ascii=False) + "\n" for n in (1, 2, 3)).encode()

CASES = [
    Case("convert", "convert -q -o out.xml in/1.txt", write_sources),
    Case("convert-over", "convert -q -t html -o out.html in/1.txt", write_old),
    Case("convert-stdout", "convert -q -t yaml - ", write_sources,
         REPORT.format(place="临江区", n=5).encode("gb18030")),
    Case("convert-report", "convert -q -o out.xml --write-baseline=base.json "
         "--report=sarif=out.sarif,json=out.json,junit=out.junit in/1.txt", write_sources),
    Case("records", "convert --records -j2 -o out.jsonl -", write_sources, RECORDS),
    Case("records-stdout", "convert --records -j1 -t xml -", write_sources, RECORDS),
    Case("validate", "validate a.xml", write_xml),
    Case("restore", "restore -o back.txt a.xml", write_xml),
    Case("restore-stdout", "restore a.xml", write_xml),
    Case("restore-legacy", "restore -o back.txt a.xml", write_legacy_xml),
    Case("explain", "explain in/1.txt", write_sources),
    Case("review", "review in", write_sources),
    Case("schema", "schema --copy=own", write_sources),
    Case("build", "build -q -j1 -o out in", write_sources),
    Case("build-same", "build -q -j1 -o out in", write_build),
    Case("build-later", "build -q -j2 --prune -o out in", write_later_build),
    Case("build-resumed", "build -q -j1 -o out in", write_killed),
    Case("build-archives", "build -q -j1 -o out in in/a.zip in/b.tar.gz", write_archives),
    Case("merge", "merge -q -o out share1 share2", write_shares),
]


def read_tree(folder):
    """Files by name, with their contents and rights; not what a build remembers for itself."""
    return {str(path.relative_to(folder)): (path.read_bytes(), stat.S_IMODE(path.stat().st_mode))
            for path in sorted(folder.rglob("*")) if path.is_file() and ".huibao" not in path.parts}


def find_leavings(folder):
    """What should not outlive the next run."""
    return [str(path.relative_to(folder)) for path in folder.rglob("*")
            if TEMPORARY.fullmatch(path.name) or path.name in ("journal", "scratch")]


class Runner:
    """Runs commands of a case; `preload` is the library that lets calls fail."""

    def __init__(self, huibao, preload=None):
        self.huibao, self.preload = huibao, preload

    def run(self, case, folder, env=None, options=(), **more):
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(folder)}
        if env is not None:
            environment.update(env, LD_PRELOAD=str(self.preload), ASAN_OPTIONS=(
                "verify_asan_link_order=0:allocator_may_return_null=1:use_sigaltstack=0:"
                "handle_segv=0:handle_sigbus=0:handle_abort=0:detect_leaks=0"))
        return subprocess.run([self.huibao, case.command[0], *options, *case.command[1:]], cwd=folder,
                              input=case.stdin, capture_output=True, timeout=SECONDS,
                              env=environment, **more)

    def prepare(self, case, folder):
        def huibao(command, killed_at=None):
            env = None
            if killed_at is not None:
                env = {"FAULT_CALL": killed_at[0], "FAULT_AT": str(killed_at[1]),
                       "FAULT_WITH": "kill"}
            done = self.run(Case("", command, None), folder, env)
            want = -signal.SIGKILL if killed_at is not None else 0
            if done.returncode != want:
                raise RuntimeError(f"{command}: {done.returncode}: {done.stderr.decode()}")
        case.prepare(folder, huibao)


class Judge:
    """Knows what a case comes to when nothing fails."""

    def __init__(self, runner, case, folder):
        """`folder` gets the state before, which is copied for every run."""
        self.runner, self.case, self.state = runner, case, folder / "state"
        self.state.mkdir(parents=True)
        runner.prepare(case, self.state)
        self.before = read_tree(self.state)
        scratch = folder / "undisturbed"
        self.copy(scratch)
        done = runner.run(case, scratch)
        self.status, self.out, self.err = done.returncode, done.stdout, done.stderr
        self.after = read_tree(scratch)
        if done.returncode not in (0, 1) or find_leavings(scratch):
            raise RuntimeError(f"{case.name}: {done.returncode}: {done.stderr.decode()}")
        shutil.rmtree(scratch)

    def copy(self, folder):
        shutil.copytree(self.state, folder, symlinks=True, dirs_exist_ok=True)

    def is_whole(self, name, got):
        """A file is as it was, or as it will be. A page about all sources lists what there is: it
        must have its end."""
        if got in (self.before.get(name), self.after.get(name)):
            return True
        if self.case.name.startswith("records"):
            return self.answers(got[0]) >= 0
        if name.startswith("out.") and name in self.after and self.case.name == "convert-report":
            return name != "out.xml" and got[0].endswith(self.after[name][0][-2:])
        return self.is_about_all(name) and got[1] == self.after[name][1] and \
            got[0].endswith(self.after[name][0][-3:])

    def is_about_all(self, name):
        return self.case.name.startswith(("build", "merge")) and name in self.after and \
            pathlib.Path(name).stem.split(".")[0] not in ("1", "2", "3")

    def answers(self, got):
        """How many lines, from the first on, have their answer, or an error: a worker that could
        not do it, and perhaps could not even say whose answer that is."""
        wanted = self.out or self.after.get("out.jsonl", (b"", 0))[0]
        lines, want = got.splitlines(True), wanted.splitlines(True)
        good = len(lines) <= len(want) and all(
            line == answer or json.loads(line)["status"] == "error"
            and json.loads(line)["id"] in (None, json.loads(answer)["id"])
            for line, answer in zip(lines, want))
        return len(lines) if good else -1

    def answers_all(self, got):
        return self.answers(got) == RECORDS.count(b"\n")

    def is_after(self, got, lasting):
        """`lasting`: for one run a file was refused for its rights, which do not change by
        themselves. That run counts as finished, so the pages that tell changes tell of it."""
        return all(got.get(name) == self.after.get(name) for name in {*got, *self.after}
                   if not (lasting and pathlib.Path(name).name in CHANGES))

    def is_same(self, done, got, lasting):
        """Success must bear the fruit of success."""
        if self.case.name == "records-stdout":
            return done.returncode == 0 and self.answers_all(done.stdout) and got == self.after
        if self.case.name == "records":
            return done.returncode == 0 and self.answers_all(got.get("out.jsonl", (b"", 0))[0])
        return (done.returncode, done.stdout) == (self.status, self.out) and \
            self.is_after(got, lasting)

    def is_part(self, out):
        """Standard output cannot be taken back; it may end early, or lack what a source said."""
        if self.case.name == "review":
            return set(out.splitlines(True)) <= set(self.out.splitlines(True))
        return self.out.startswith(out) or self.case.name == "records-stdout"

    def judge(self, done, folder, mute=False, may_leave=False, lasting=False):
        """(kind, words). `mute`: there is no way to say anything; `may_leave`: nothing can be
        removed."""
        said = done.stderr.decode("utf-8", "backslashreplace")
        if UNSOUND.search(said) or done.returncode < 0:
            return "crash", f"{done.returncode}: {said}"
        got = read_tree(folder)
        left = [name for name in got if TEMPORARY.search(name)]
        if left and not may_leave:
            return "left", f"{left}: {said}"
        got = {name: content for name, content in got.items() if name not in left}
        if done.returncode in (0, 1):
            if self.is_same(done, got, lasting):
                return "harmless", ""
            return "silent", f"{done.returncode}, but other output: {self.compare(got)}; {said}"
        if done.returncode != 3 or (not said.strip() and not mute):
            return "unsaid", f"exit status {done.returncode}: {said}"
        if not self.is_part(done.stdout):
            return "half", f"other output: {done.stdout[:200]}"
        broken = [name for name, content in got.items() if not self.is_whole(name, content)]
        lost = [name for name in self.before
                if name not in got and name in self.after and not self.is_about_all(name)]
        return ("half", f"{broken} {lost}: {said}") if broken or lost else ("told", said)

    def compare(self, got):
        return [name for name in sorted(set(got) | set(self.after))
                if got.get(name) != self.after.get(name)][:10]

    def mend(self, folder, lasting=False):
        """The next run, undisturbed: "" when it leads to the same."""
        done = self.runner.run(self.case, folder)
        got = read_tree(folder)
        left = find_leavings(folder)
        stale = [name for name in got if TEMPORARY.search(name)]
        if left and ".huibao" in "".join(left) and not stale:
            return f"left: {left}"
        got = {name: content for name, content in got.items() if name not in stale}
        if (done.returncode, done.stdout) != (self.status, self.out) or \
                not self.is_after(got, lasting):
            return f"{done.returncode}: {self.compare(got)}: {done.stderr.decode()}"
        return ""
