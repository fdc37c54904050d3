"""Measures huibao against its peers and prints a table. Each ratio is the median over rounds in
which both sides ran one after the other; figures are CPU time, user and system, unless they say
otherwise. Ratios hold when the machine is busy with other things, single times do not.

usage: run.py HUIBAO TOOLS [--count 10000] [--sample 1000] [--rounds 5] [--largest BYTES]
              [--folder FOLDER] [--only LETTERS]
HUIBAO is the program, TOOLS the folder of bench_floor, bench_stages and bench_yaml. Everything is
written below FOLDER (build/bench)."""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BENCH = ROOT / "tests/bench"
SCHEMA = ROOT / "schemas/report.xsd"
STAGES = ("decode clean structure extract describe classify anomalies tree check xml yaml json "
          "html free").split()
WHOLE = "xml,yaml,html"
rows = []


def say(text):
    print(text, flush=True)


# ---- Running -------------------------------------------------------------------------------------

class Usage:
    def __init__(self, cpu, wall, status):
        self.cpu, self.wall, self.status = cpu, wall, status


def run(words, good=(0, 1)):
    """Runs a command with its output thrown away."""
    words = [os.fspath(word) for word in words]
    null = os.open(os.devnull, os.O_RDWR)
    start = time.monotonic()
    pid = os.posix_spawnp(words[0], words, os.environ,
                          file_actions=[(os.POSIX_SPAWN_DUP2, null, fd) for fd in (0, 1, 2)])
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - start
    os.close(null)
    status = os.waitstatus_to_exitcode(status)
    if status not in good:
        sys.exit(f"bench: exit status {status} of {' '.join(words[:8])}")
    return Usage(usage.ru_utime + usage.ru_stime, wall, status)


def peak(words):
    """MiB a command takes; by GNU time, because what starts a command counts otherwise."""
    made = subprocess.run(["time", "-f", "%M", *words], stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, check=False)
    return int(made.stderr.split()[-1]) / 1024


def lines_of(words):
    made = subprocess.run([os.fspath(word) for word in words], stdout=subprocess.PIPE, check=True)
    return [[float(field) for field in line.split()] for line in made.stdout.splitlines()]


def median(values):
    return statistics.median(list(values))


def interleave(rounds, *actions):
    """[[result of each round] for each action]: A B C, A B C, …"""
    made = [[] for _ in actions]
    for _ in range(rounds):
        for results, action in zip(made, actions):
            results.append(action())
    return made


def ratios(ours, theirs):
    return median(a / b for a, b in zip(ours, theirs))


def row(letter, what, figure, target, met, note=""):
    rows.append((letter, what, figure, target, "met" if met else "MISSED", note))
    say(f"  {letter}: {what}: {figure} (target {target}: {rows[-1][4]}) {note}")


# ---- The bench -----------------------------------------------------------------------------------

class Bench:
    def __init__(self, options):
        self.options = options
        self.huibao = options.huibao.resolve()
        self.folder = options.folder.resolve()
        self.corpus = self.folder / "corpus"
        self.sample = self.folder / "sample"
        self.base = self.folder / "base"
        self.list = self.folder / "list"
        self.made = 0

    def tool(self, name):
        return self.options.tools.resolve() / f"bench_{name}"

    def generate(self, *words):
        run([sys.executable, "-B", BENCH / "generate.py", *words])

    def build(self, formats, source, jobs=1, out=None):
        """A build into a new folder, or again into `out`. What was made before is not removed: ext4
        looks at every inode that was freed in the last minutes before it gives a new one. `jobs` is
        None for what huibao takes by default."""
        self.made += 1
        folder = out or self.folder / f"out-{self.made}"
        threads = [] if jobs is None else ["-j", str(jobs)]
        return run([self.huibao, "build", "-q", "--no-project", *threads, "-f", formats,
                    "-o", folder, source])

    def prepare(self):
        say("preparing the corpus")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.generate(self.corpus, "--count", str(self.options.count))
        paths = sorted(self.corpus.rglob("*.txt"))[:self.options.sample]
        for path in paths:
            copy = self.sample / path.relative_to(self.corpus)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
        self.sources = sorted(self.sample.rglob("*.txt"))
        self.stems = [path.relative_to(self.sample).with_suffix("") for path in self.sources]
        self.list.write_text("".join(f"{path}\t{stem}\n"
                                     for path, stem in zip(self.sources, self.stems)))
        self.build("xml,yaml", self.sample, out=self.base)
        self.xml = [self.base / "xml" / f"{stem}.xml" for stem in self.stems]
        run([self.tool("floor"), "prepare", self.base, self.folder / "floor", self.list], (0,))
        size = sum(path.stat().st_size for path in self.sources)
        say(f"{len(self.sources)} reports of {size / len(self.sources):.0f} bytes, "
            f"{self.options.rounds} rounds")

    def xmllint(self):
        return run(["xmllint", "--noout", "--schema", SCHEMA, *self.xml], (0,)).cpu

    def a(self):
        ours, theirs = interleave(self.options.rounds,
                                  lambda: self.build("xml", self.sample).cpu, self.xmllint)
        ratio = ratios(ours, theirs)
        row("a", "convert, validate and write XML / xmllint --schema", f"{ratio:.2f}", "≤ 1.5",
            ratio <= 1.5, f"{median(ours) / len(self.sources) * 1e6:.0f} µs a report")

    def b(self):
        made = lines_of([self.tool("yaml"), str(self.options.rounds), *self.sources[:300]])
        ratio = ratios(*zip(*made))
        row("b", "YAML / libyaml loop over the same events", f"{ratio:.2f}", "≤ 1.5", ratio <= 1.5)

    def c(self):
        template, sources = ROOT / "templates/html/report.xsl", self.sources[:300]
        xml = self.xml[:300]

        def ours():
            return sum(line[2 + STAGES.index("html")]
                       for line in lines_of([self.tool("stages"), *sources])) / 1e6

        pages, theirs, parse = interleave(
            self.options.rounds, ours,
            lambda: run(["xsltproc", "--nonet", "-o", os.devnull, template, *xml], (0,)).cpu,
            lambda: run(["xmllint", "--noout", *xml], (0,)).cpu)
        ratio = ratios(pages, theirs)
        strict = ratios(pages, [t - p for t, p in zip(theirs, parse)])
        row("c", "HTML / xsltproc, same template", f"{ratio:.2f}", "≤ 1.1", ratio <= 1.1,
            f"{strict:.2f} without the time xsltproc needs to parse")

    def d(self):
        one, two = interleave(self.options.rounds,
                              lambda: self.build(WHOLE, self.sample, 1),
                              lambda: self.build(WHOLE, self.sample, 2))
        ratio = ratios([u.wall for u in one], [u.wall for u in two])
        cpu = ratios([u.cpu for u in two], [u.cpu for u in one])
        row("d", "whole build: elapsed, 1 thread / 2 threads", f"{ratio:.2f}", "≥ 1.7",
            ratio >= 1.7, f"CPU of 2 threads / 1: {cpu:.2f}")
        out = self.folder / "all"
        first = self.build(WHOLE, self.corpus, 2, out)
        again = self.build(WHOLE, self.corpus, 2, out)
        share = again.wall / first.wall
        row("d", f"unchanged rebuild of {self.options.count} / first build", f"{share * 100:.1f} %",
            "≤ 3 %", share <= .03, f"first {first.wall:.1f} s, again {again.wall:.2f} s, 2 threads")

    def e(self):
        report = self.folder / "report.txt"
        self.generate("--one", report, "--bytes", "12000")
        most = max(peak([self.huibao, "convert", "-q", "-t", form, "-o", os.devnull, report])
                   for form in ("xml", "yaml", "json", "html"))
        row("e", "peak memory, one report of 12 KB, any format", f"{most:.1f} MiB", "≤ 24 MiB",
            most <= 24)

    def f(self):
        empty = self.folder / "empty.txt"
        empty.write_bytes(b"")
        ours, theirs = interleave(
            8 * self.options.rounds,
            lambda: run([self.huibao, "convert", "-q", "-t", "xml", empty]).cpu,
            lambda: run(["xmllint", "--version"], (0,)).cpu)
        ratio = median(ours) / median(theirs)
        row("f", "start-up: an empty source / xmllint --version", f"{ratio:.2f}", "≤ 3", ratio <= 3,
            f"{median(ours) * 1e3:.1f} ms and {median(theirs) * 1e3:.1f} ms")

    def g(self):
        table, size = [], 1000
        while size <= self.options.largest:
            path = self.folder / f"one-{size}.txt"
            self.generate("--one", path, "--bytes", str(size))
            again = max(1, min(20, 2000000 // size))
            lines = lines_of([self.tool("stages"), *[path] * again])
            table.append([median(column) for column in zip(*lines)])
            path.unlink()
            size *= 4
        self.show_growth(table)
        cost = [(line[0], sum(line[2:]) / line[1]) for line in table]
        middle = median(c for size, c in cost if size >= 16000)
        worst = cost[-1][1] / middle
        row("g", f"cost of a character at {cost[-1][0] / 1e6:.1f} MB / median from 16 KB on",
            f"{worst:.2f}", "≤ 1.5", worst <= 1.5, f"{middle * 1e3:.0f} ns a character")

    @staticmethod
    def show_growth(table):
        say("  nanoseconds a character, by stage:")
        say("  " + "bytes".rjust(10) + "".join(stage.rjust(10) for stage in STAGES))
        for line in table:
            cells = [f"{us * 1e3 / line[1]:10.1f}" for us in line[2:]]
            say("  " + f"{line[0]:10.0f}" + "".join(cells))

    def floor(self):
        return run([self.tool("floor"), "run", self.base, self.folder / "floor", self.list,
                    SCHEMA], (0,)).cpu

    def script(self):
        return run([sys.executable, "-B", BENCH / "script.py", self.list,
                    self.folder / "script"], (0, 77))

    def h(self):
        ours, floor = interleave(self.options.rounds,
                                 lambda: self.build(WHOLE, self.sample).cpu, self.floor)
        ratio = ratios(ours, floor)
        row("h", "whole build / library floor", f"{ratio:.2f}", "≤ 2.0", ratio <= 2,
            f"{median(ours) / len(self.sources) * 1e6:.0f} and "
            f"{median(floor) / len(self.sources) * 1e6:.0f} µs a report")
        if self.script().status == 77:
            say("  h: python3-lxml, python3-yaml or python3-jinja2 is missing: no script")
            return
        ours, script = interleave(self.options.rounds,
                                  lambda: self.build(WHOLE, self.sample).cpu,
                                  lambda: self.script().cpu)
        ratio = ratios(script, ours)
        row("h", "script / whole build", f"{ratio:.2f}", "≥ 4", ratio >= 4,
            f"{median(script) / len(self.sources) * 1e6:.0f} µs a report")
        self.elapsed()

    def elapsed(self):
        """As people run both: the script has one thread. The target is CPU against CPU, above."""
        script, ours = interleave(self.options.rounds,
                                  lambda: self.script().wall,
                                  lambda: self.build(WHOLE, self.sample, None).wall)
        rows.append(("h", "elapsed: script (1 thread) / whole build (threads by default)",
                     f"{ratios(script, ours):.2f}", "none", "no target",
                     f"{len(os.sched_getaffinity(0))} processors; {median(script):.2f} s and "
                     f"{median(ours):.2f} s"))
        say("  " + ": ".join(rows[-1][:3]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("huibao", type=pathlib.Path)
    parser.add_argument("tools", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=10000)
    parser.add_argument("--sample", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--largest", type=int, default=66000000)
    parser.add_argument("--folder", type=pathlib.Path, default=ROOT / "build/bench")
    parser.add_argument("--only", default="abcdefgh")
    options = parser.parse_args()
    for tool in ("xmllint", "xsltproc", "time"):
        if shutil.which(tool) is None:
            say(f"bench: {tool} is missing")
            sys.exit(77)
    bench = Bench(options)
    bench.prepare()
    for letter in options.only:
        getattr(bench, letter)()
    say("")
    for letter, what, figure, target, met, note in rows:
        say(f"| {letter} | {what} | {figure} | {target} | {met} | {note} |")
    shutil.rmtree(bench.folder)


if __name__ == "__main__":
    main()
