"""Spark's pipe and Hadoop Streaming, simulated: what they do with a command, its lines and its
streams is done here as their sources do it. The engines themselves are not run.

usage: engines.py HUIBAO"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402
from records_corpus import make_lines  # noqa: E402


def spark_pipe(command, partitions, env):
    """RDD.pipe(String): split at blanks, one process for each partition, a line for each element;
    any exit status but 0 is an exception."""
    answers = []
    for part in partitions:
        done = subprocess.run(command.split(), input="".join(f"{e}\n" for e in part).encode(),
                              capture_output=True, env=env, timeout=300)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        # BufferedReader.readLine() ends a line at LF, CR or both.
        answers += re.split(r"\r\n|\r|\n", done.stdout.decode())[:-1]
    return answers


def hadoop_map(command, split, env):
    """PipeMapRed: lines in; out, the key is what stands before the first TAB; on standard error,
    lines that begin with reporter: are for the engine."""
    done = subprocess.run(command, input=split, capture_output=True, env=env, timeout=300)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    pairs = []
    for line in done.stdout.decode().split("\n")[:-1]:
        key, _, value = line.partition("\t")
        pairs.append((key, value))
    counters = {}
    for line in done.stderr.decode().splitlines():
        found = re.match(r"reporter:counter:([^,]*),([^,]*),(\d+)$", line)
        if found:
            counters[found[1], found[2]] = counters.get((found[1], found[2]), 0) + int(found[3])
    return pairs, counters


def main():
    check = Check()
    huibao = os.path.abspath(sys.argv[1])
    lines = make_lines(120)
    data = "".join(line + "\n" for line in lines).encode()
    status, out, _ = run([huibao, "convert", "--records", "--no-project"], data)
    check.equal(status, 0, "without an engine")
    want = out.decode().split("\n")[:-1]
    wrapper = ROOT / "ci/huibao-records"
    # What an engine hands on: nothing of ours, its settings with dots as underscores.
    env = {"PATH": "/usr/bin:/bin", "HUIBAO": huibao, "mapreduce_task_attempt_id": "attempt_1_0"}
    with tempfile.TemporaryDirectory() as name:
        os.symlink(wrapper, f"{name}/huibao-records")
        partitions = [lines[:50], [], lines[50:51], lines[51:]]
        got = spark_pipe(f"{name}/huibao-records", partitions, env)
        check.equal(got, want, "Spark: the answers")
        # An element with a line end in it is two lines; both are answered, and told to be bad.
        torn = '{"id":"torn",\n"text":"a"}'
        got = spark_pipe(f"{name}/huibao-records", [[lines[0], torn, lines[1]]], env)
        check.equal([json.loads(line)["status"] for line in got], ["ok", "error", "error", "ok"],
                    "Spark: an element that is no line")
        pairs, counters = [], {}
        for split in (data[:data.index(b"\n", 30000) + 1], data[data.index(b"\n", 30000) + 1:]):
            some, counts = hadoop_map([f"{name}/huibao-records", "--progress=hadoop"], split, env)
            pairs += some
            for key, count in counts.items():
                counters[key] = counters.get(key, 0) + count
        check.equal([key for key, _ in pairs], want, "Hadoop: the keys")
        check.equal({value for _, value in pairs}, {""}, "Hadoop: the values")
        bad = sum(json.loads(line)["status"] == "error" for line in want)
        check.equal(counters, {("huibao", "records"): len(lines), ("huibao", "bad"): bad},
                    "Hadoop: the counters")
        written = "".join(f"{key}\t{value}\n" for key, value in pairs)  # as TextOutputFormat does
        check.equal([json.loads(line) for line in written.splitlines()],
                    [json.loads(line) for line in want], "Hadoop: what is written")
    check.finish()


main()
