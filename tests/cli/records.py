"""`huibao convert --records`: the contract of a record filter in docs/scale.md, one function for
each row, named by its number.

usage: records.py HUIBAO [ROW...]"""

import base64
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402

# A report of our own; words that are no report are answered as quickly.
REPORT = """{place}双拥工作总结
一、加强组织领导。{place}成立双拥工作领导小组,全年召开会议{n}次,投入经费{n}万元。
二、深入宣传教育。开展国防教育活动{n}场次,受教育群众{n}00人次。
三、落实优抚政策。为{n}户军属发放慰问金{n}0000元,安置退役军人{n}名。
四、明年工作打算。继续走访慰问驻区部队官兵,解决军人子女入学{n}人。
"""
PLACES = ("东河街道", "西岭镇", "南浦县", "北屯社区")
SENTENCE = "坚持走访慰问驻区部队官兵,切实为部队办实事解难题,投入资金20余万元。"
ROW = re.compile(rb"^[^\n]{1,400}: error: [^\n]+ \[[a-z-]+\]$")
STATUSES = set()  # every exit status that was seen, for row 12


def text_of(number):
    return REPORT.format(place=PLACES[number % len(PLACES)], n=number % 89 + 2)


def record(number, **more):
    return json.dumps({"id": f"r{number}", "text": text_of(number), **more}, ensure_ascii=False)


def join(lines):
    return b"".join(line if isinstance(line, bytes) else line.encode() + b"\n" for line in lines)


def bad_lines():
    """Lines that get no report, and the code of the answer."""
    return [
        ("", "bad-record"),
        ("   \t", "bad-record"),
        ("[]", "bad-record"),
        ('{"text":"a"}', "bad-record"),
        ('{"id":1.5,"text":"a"}', "bad-record"),
        ('{"id":"both","text":"","bytes":""}', "bad-record"),
        ('{"id":"base","bytes":"%"}', "bad-record"),
        ('{"id":"encoding","bytes":"YQ==","encoding":"klingon"}', "usage"),
        ('{"id":"binary","bytes":"' + base64.b64encode(bytes(range(256)) * 9).decode() + '"}',
         "not-text"),
        ("{", "not-json"),
        (b'{"id":"\xff\xfe","text":"a"}\n', "not-json"),
        (b"\0\0\0\n", "not-json"),
    ]


def ask(huibao, data, *options, **more):
    done = run([huibao, "convert", "--records", *options], data, **more)
    STATUSES.add(done[0])
    return done


class Filter:
    """A filter that is talked to while it works."""

    def __init__(self, huibao, *options, **more):
        self.process = subprocess.Popen(
            [huibao, "convert", "--records", *options], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)

    def send(self, *lines):
        self.process.stdin.write(join(lines))
        self.process.stdin.flush()

    def answer(self):
        return json.loads(self.process.stdout.readline())

    def workers(self):
        """The processes below, eldest first."""
        found = []
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[1]) == self.process.pid and fields[0] != "Z":
                found.append(int(stat.parent.name))
        return sorted(found)

    def wait_for_worker(self, known=()):
        """A worker that has told id and name of its record, 40 bytes at least, and is at work."""
        while True:
            for pid in self.workers():
                try:
                    written = int(re.search(r"wchar: (\d+)",
                                            pathlib.Path(f"/proc/{pid}/io").read_text())[1])
                except (OSError, TypeError):
                    continue
                if pid not in known and written > 40:
                    return pid
            time.sleep(0.002)

    def end(self, last=b""):
        out, err = self.process.communicate(last, timeout=300)
        STATUSES.add(self.process.returncode)
        return self.process.returncode, out, err


def slow_record(name):
    """Takes far longer than it takes to be seen at work."""
    return json.dumps({"id": name, "text": SENTENCE * 80000}, ensure_ascii=False)


def row_1_a_line_for_a_line(check, huibao):
    """One LF-ended line for each line, in order, without line ends, tabs or NULs inside."""
    strange = ["a\tb\rc\nd", "\u2028\u2029\u0085", "\0", "引“号”\"\\", "🎖"]
    for to in ("json", "xml", "yaml", "html", "lint"):
        lines, ids = [], []
        for number in range(20):
            lines.append(json.dumps({"id": number, "text": text_of(number) + strange[number % 4],
                                     "note": strange}, ensure_ascii=number % 2 == 0))
            ids.append(number)
        for name in strange:
            lines.append(json.dumps({"id": name, "text": name}))
            ids.append(name)
        for line, _ in bad_lines():
            lines.append(line)
            found = re.search(r'"id":"(\w+)"', line) if isinstance(line, str) else None
            ids.append(found[1] if found else None)
        status, out, _ = ask(huibao, join(lines), "-t", to, "-j3")
        check.equal(status, 0, f"{to}: exit status")
        check.that(out.endswith(b"\n"), f"{to}: the last line has no line feed")
        answers = out[:-1].split(b"\n")
        check.equal([json.loads(line)["id"] for line in answers], ids, f"{to}: ids in order")
        check.that(not re.search("[\0-\t\v-\x1f\x7f\x85\u2028\u2029]", out.decode()),
                   f"{to}: a control character in an answer")
        good = [json.loads(line) for line in answers[:20]]
        kind = dict if to == "json" else str
        check.that(all(isinstance(answer["report"], kind) for answer in good), f"{to}: reports")
    whole = run([huibao, "convert", "-t", "json"], text_of(3).encode())[1]
    answer = json.loads(ask(huibao, join([record(3)]))[1])
    want = json.loads(whole)
    want["source"]["name"] = "r3"
    check.that(answer["report"] == want, "a report is not what convert writes")
    encoded = base64.b64encode(text_of(3).encode("gb18030")).decode()
    for more in ({}, {"encoding": "GB18030"}):
        line = json.dumps({"id": "r3", "bytes": encoded, **more})
        answer = json.loads(ask(huibao, join([line]))[1])
        check.equal(answer["report"]["source"]["encoding"], "GB18030", "bytes in GB18030")
        check.that(answer["report"]["reports"] == want["reports"], "the same report in GB18030")


def row_2_reading_while_writing(check, huibao):
    """Answers come before more is asked; what waits is bounded; everything is read."""
    talk = Filter(huibao, "-j2")
    for number in range(3):
        talk.send(record(number))
        check.equal(talk.answer()["id"], f"r{number}", "an answer while the input is open")
        talk.send("{")
        check.equal(talk.answer()["status"], "error", "an answer to a bad line")
    check.equal(talk.end()[:2], (0, b""), "nothing is left")
    # Nobody reads: the filter must stop taking lines. Then somebody does: all are answered.
    lines = [record(number) for number in range(20000)]
    data, taken = join(lines), 0
    talk = Filter(huibao, "-j1")
    os.set_blocking(talk.process.stdin.fileno(), False)
    idle = 0
    while idle < 20 and taken < len(data):
        try:
            taken += os.write(talk.process.stdin.fileno(), data[taken:taken + 65536])
            idle = 0
        except BlockingIOError:
            idle += 1
            time.sleep(0.05)
    check.that(taken < len(data) // 2, f"{taken} bytes were taken while nobody read")
    os.set_blocking(talk.process.stdin.fileno(), True)
    rest = data[taken:taken + 200000]
    rest = rest[:rest.rindex(b"\n") + 1]
    status, out, _ = talk.end(rest)
    answers = [json.loads(line)["id"] for line in out.splitlines()]
    count = data[:taken + len(rest)].count(b"\n")
    check.equal((status, answers), (0, [f"r{number}" for number in range(count)]),
                "all are answered once somebody reads")


def row_3_streams(check, huibao):
    """Data on standard output only, messages on standard error only, one line each."""
    lines = [record(0), *[line for line, _ in bad_lines()], record(1)]
    status, out, err = ask(huibao, join(lines))
    check.equal(status, 0, "exit status")
    for line in out.splitlines():
        check.that(line.startswith(b'{"id":') and json.loads(line)["status"] in ("ok", "error"),
                   f"not an answer: {line[:80]}")
    messages = err.splitlines()
    check.equal(len(messages), len(bad_lines()), "a message for each bad line")
    for line in messages:
        check.that(ROW.match(line), f"not a message: {line}")
    check.that(messages[0].startswith(b"line 2: "), "a line without id is named by its number")
    check.that(messages[5].startswith(b"both: "), "a record is named by its id")
    check.equal(ask(huibao, join(lines), "-q")[1:], (out, b""), "-q")


def row_4_exit_status(check, huibao):
    """0 when every line got its answer; otherwise for usage, input and output only."""
    status, out, err = ask(huibao, join(line for line, _ in bad_lines()))
    check.equal((status, out.count(b"\n")), (0, len(bad_lines())), "bad records only")
    answers = [json.loads(line) for line in out.splitlines()]
    for answer, (line, code) in zip(answers, bad_lines()):
        check.equal([d["code"] for d in answer["diagnostics"]], [code], f"the answer to {line!r}")
        check.equal((answer["status"], "report" in answer), ("error", False), f"for {line!r}")
    check.equal(ask(huibao, join([record(1)]), "--fail-on=note")[0], 0, "--fail-on")
    for words in (["-j0"], ["-j9999"], ["--timeout=x"], ["--timeout=0"], ["--progress=no"],
                  ["-t", "xml,json"], ["-t", "pdf"], ["--limit", "record-bytes=0"], ["a", "b"],
                  ["-e", "klingon"]):
        status, out, err = ask(huibao, b"", *words)
        check.equal((status, out), (2, b""), f"usage: {words}")
    check.equal(run([huibao, "convert", "--progress=hadoop"])[0], 2, "--progress without --records")
    check.equal(ask(huibao, b"", "no-such-file")[:2], (3, b""), "no such file")
    check.equal(ask(huibao, b"", ROOT)[:2], (3, b""), "a folder")
    if os.path.exists("/dev/full"):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([huibao, "convert", "--records"], input=join([record(1)]),
                                  stdout=full, stderr=subprocess.PIPE, timeout=300)
        check.that(done.returncode == 3 and b"[cannot-write]" in done.stderr, "a full disk")


def row_5_edges(check, huibao):
    """Empty input, a last line without line feed, blank lines."""
    check.equal(ask(huibao, b""), (0, b"", b""), "empty input")
    check.equal(ask(huibao, b"", "/dev/null"), (0, b"", b""), "an empty file")
    line = join([record(1)])
    one = ask(huibao, line)
    check.equal(one[1].count(b"\n"), 1, "one line")
    check.that(ask(huibao, line[:-1]) == one, "a last line without line feed")
    check.that(ask(huibao, line[:-1] + b"\r\n") == one, "a line that ends in CR LF")
    check.that(ask(huibao, b"\xef\xbb\xbf" + line) == one, "a byte order mark")
    for blank in (b"\n", b" \n", b"\r\n", b"\n\n\n", b" "):
        count = max(blank.count(b"\n"), 1)
        status, out, _ = ask(huibao, blank)
        check.equal((status, out.count(b"\n")), (0, count), f"blank: {blank}")


def row_6_the_same_bytes(check, huibao):
    """For any number of jobs, locale, time zone, home, folder, and order of shards."""
    lines = [record(number) for number in range(60)]
    lines[7:7] = [line for line, _ in bad_lines()]
    data = join(lines)
    want = ask(huibao, data, "-j1")
    check.equal(want[1].count(b"\n"), len(lines), "as many answers as lines")
    environments = [{}, {"LC_ALL": "C"}, {"LC_ALL": "de_DE.UTF-8"}, {"LANG": "zh_CN.GB18030"},
                    {"TZ": "Asia/Shanghai"}, {"TMPDIR": "/nonexistent"}]
    for jobs in (1, 2, 5, 64):
        env = environments[jobs % len(environments)]
        check.that(ask(huibao, data, f"-j{jobs}", env=env) == want, f"-j {jobs}, {env}")
    for env in environments:
        check.that(ask(huibao, data, env=env) == want, f"{env}")
    bare = subprocess.run([os.path.abspath(huibao), "convert", "--records"], input=data, env={},
                          capture_output=True, timeout=300, cwd="/")
    check.that((bare.returncode, bare.stdout) == want[:2], "without an environment")
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o555)
        more = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        with tempfile.TemporaryDirectory() as place:
            os.chmod(place, 0o755)
            copy = shutil.copy(huibao, place)
            check.that(ask(copy, data, cwd=name, **more) == want, "in a read-only folder")
        os.chmod(name, 0o755)
    parts = [join(lines[:31]), join(lines[31:50]), join(lines[50:])]
    outs = {part: ask(huibao, part)[1] for part in reversed(parts)}
    check.that(b"".join(outs[part] for part in parts) == want[1], "in shards")


def row_7_lines_too_long(check, huibao):
    """At, below and above the limit, and far above it in little memory."""
    good = record(1)
    size = len(good.encode())
    for limit, code in ((size + 1, None), (size, None), (size - 1, "limit-reached")):
        out = ask(huibao, join([good, record(2)[:40], good]), "--limit",
                  f"record-bytes={limit}")[1]
        answers = [json.loads(line) for line in out.splitlines()]
        check.equal(len(answers), 3, f"limit {limit}: answers")
        for answer in (answers[0], answers[2]):
            found = [d["code"] for d in answer["diagnostics"] if d["level"] == "error"]
            check.equal(found, [code] if code else [], f"limit {limit}: codes")
        check.equal(answers[1]["diagnostics"][0]["code"], "not-json", "the line between")
    talk = Filter(huibao, "--limit", "record-bytes=100000")
    talk.send(record(1))
    check.equal(talk.answer()["status"], "ok", "before the long line")
    for _ in range(200):
        talk.process.stdin.write(b"x" * 1000000)
    talk.send("", record(2))
    check.equal(talk.answer()["diagnostics"][0]["code"], "limit-reached", "200 MB on a line")
    check.equal(talk.answer()["id"], "r2", "behind the long line")
    status = pathlib.Path(f"/proc/{talk.process.pid}/status").read_text()
    peak = int(re.search(r"VmHWM:\s+(\d+)", status)[1])
    check.that(peak < 150000, f"a line of 200 MB took {peak} KiB")
    check.equal(talk.end()[:2], (0, b""), "the end")


def row_8_isolation(check, huibao):
    """A worker that dies, or runs out of time, costs its record and no other."""
    talk = Filter(huibao, "-j1")
    talk.send(slow_record("victim"), record(2))
    known = []
    for _ in range(2):  # tried once more
        known.append(talk.wait_for_worker(known))
        os.kill(known[-1], signal.SIGKILL)
    answer = talk.answer()
    check.equal((answer["id"], answer["status"], answer["diagnostics"][0]["code"]),
                ("victim", "error", "crashed"), "a record that crashes")
    check.equal(talk.answer()["status"], "ok", "the record behind")
    status, out, err = talk.end()
    check.equal((status, out), (0, b""), "the end")
    check.that(err.startswith(b"victim: error: ") and err.count(b"\n") == 1, f"message: {err}")

    talk = Filter(huibao, "-j1")
    talk.send(record(1))
    check.equal(talk.answer()["status"], "ok", "the first record")
    os.kill(talk.workers()[0], signal.SIGKILL)  # while it is idle: nobody's fault
    talk.send(record(2))
    check.equal(talk.answer()["status"], "ok", "a worker that died while it was idle")
    check.equal(talk.end()[0], 0, "the end")

    talk = Filter(huibao, "-j1")
    talk.send(record(1))
    check.equal(talk.answer()["status"], "ok", "the first record")
    os.kill(talk.workers()[0], signal.SIGSTOP)  # while it is idle
    check.equal(talk.end()[:2], (0, b""), "a worker that was stopped holds up nobody")

    talk = Filter(huibao, "-j1", "--timeout", "12")
    talk.send(slow_record("tardy"), record(2))
    os.kill(talk.wait_for_worker(), signal.SIGSTOP)
    answer = talk.answer()
    check.equal((answer["id"], answer["diagnostics"][0]["code"]), ("tardy", "timed-out"), "time")
    check.equal(talk.answer()["status"], "ok", "the record behind")
    check.equal(talk.end()[:2], (0, b""), "the end")


def row_9_signals(check, huibao):
    """SIGTERM: whole lines and 143, even when nobody reads; SIGPIPE: a quiet end."""
    for number, name in ((15, "SIGTERM"), (2, "SIGINT"), (1, "SIGHUP")):
        talk = Filter(huibao, "-j2")
        talk.send(*[record(n) for n in range(40)])
        first = talk.answer()
        talk.process.send_signal(number)
        out, err = talk.process.stdout.read(), talk.process.stderr.read()
        status = talk.process.wait(timeout=60)
        STATUSES.add(status)
        check.equal((status, err), (128 + number, b""), f"{name}: exit status, messages")
        check.that(not out or out.endswith(b"\n"), f"{name}: half a line")
        ids = [first["id"]] + [json.loads(line)["id"] for line in out.splitlines()]
        check.equal(ids, [f"r{n}" for n in range(len(ids))], f"{name}: answers in order")
    talk = Filter(huibao, "-j1")
    talk.send(slow_record("slowly"))
    worker = talk.wait_for_worker()
    talk.process.send_signal(signal.SIGTERM)
    check.equal(talk.end()[:2], (143, b""), "in the middle of a slow record")
    check.that(not pathlib.Path(f"/proc/{worker}").exists(), "a worker is left")
    # The pipe is full and stays so until the signal has come: the line begun is ended.
    talk = Filter(huibao, "-j2")
    os.set_blocking(talk.process.stdin.fileno(), False)
    try:
        for n in range(400):
            os.write(talk.process.stdin.fileno(), join([record(n)]))
    except BlockingIOError:
        pass
    time.sleep(1)
    talk.process.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    out = talk.process.stdout.read()
    check.equal(talk.process.wait(timeout=60), 143, "nobody read for a while")
    check.that(out.endswith(b"\n"), "half a line to a slow reader")
    for line in out.splitlines():
        json.loads(line)
    # Messages that nobody reads: their pipe is full, and they are not waited for once it must end.
    talk = Filter(huibao, "-j1")
    talk.send(*["{" for n in range(3000)])
    time.sleep(1)
    talk.process.send_signal(signal.SIGTERM)
    try:
        check.equal(talk.process.wait(timeout=60), 143, "nobody reads messages")
    except subprocess.TimeoutExpired:
        check.fault("messages that nobody reads hold up the end")
        talk.process.kill()
    # An input that nobody opens for writing.
    with tempfile.TemporaryDirectory() as name:
        os.mkfifo(f"{name}/fifo")
        talk = Filter(huibao, f"{name}/fifo")
        time.sleep(0.3)
        talk.process.send_signal(signal.SIGTERM)
        check.equal(talk.process.wait(timeout=60), -signal.SIGTERM, "a pipe without a writer")
    # A reader that goes.
    talk = Filter(huibao, "-j2")
    talk.process.stdout.close()
    try:
        talk.send(*[record(n) for n in range(400)])
        talk.process.stdin.close()
    except BrokenPipeError:
        pass
    status, err = talk.process.wait(timeout=60), talk.process.stderr.read()
    check.equal((status, err), (-signal.SIGPIPE, b""), "nobody reads")


def row_10_resources(check, huibao):
    """As many workers as -j or the affinity mask says; no network, no files written."""
    cpu = min(os.sched_getaffinity(0))
    for words, want in ((["-j3"], 3), ([], 1)):
        talk = Filter(huibao, *words, preexec_fn=lambda: os.sched_setaffinity(0, {cpu}))
        talk.send(*[record(n) for n in range(60)])
        talk.answer()
        most = 0
        for _ in range(59):
            most = max(most, len(talk.workers()))
            talk.answer()
        check.equal(most, want, f"workers with {words}")
        check.equal(talk.end()[0], 0, "the end")
    # Few files may be open: with fewer workers, the same answers; with none, a message.
    lines = join([record(n) for n in range(40)])
    want = ask(huibao, lines)
    for most, words in ((9, ["-j8"]), (7, ["-j8"])):
        got = ask(huibao, lines, *words,
                  preexec_fn=lambda most=most: resource.setrlimit(resource.RLIMIT_NOFILE, (most, most)))
        check.that(got == want, f"{most} open files: {got[0]}, {got[2]}")
    status, out, err = ask(huibao, lines, preexec_fn=lambda: resource.setrlimit(
        resource.RLIMIT_NOFILE, (5, 5)))
    check.that((status, out) == (3, b"") and b"[no-worker]" in err, f"no worker: {status}, {err}")
    strace = shutil.which("strace")
    if strace is None or subprocess.run([strace, "-o", "/dev/null", "true"],
                                        capture_output=True).returncode != 0:
        print("no strace: what is opened was not looked at")
        return
    with tempfile.TemporaryDirectory() as name:
        log = pathlib.Path(name) / "log"
        run([strace, "-f", "-o", log, "-e", "trace=openat,open,creat,mkdir,unlink,rename,socket,"
             "connect,bind", "-e", "signal=none", os.path.abspath(huibao), "convert", "--records",
             "-j2"],
            join([record(1), record(2), "{"]), cwd=name, env={"ASAN_OPTIONS": "detect_leaks=0"})
        calls = log.read_text()
        check.that("openat" in calls, "strace saw nothing")
        wrong = [line for line in calls.splitlines()
                 if re.search(r"O_WRONLY|O_RDWR|O_CREAT|socket|connect|bind|mkdir|unlink|rename",
                              line) and '"/dev/null"' not in line and
                 '.gcda"' not in line and  # counters, where the build has some
                 '"/tmp/tsan.' not in line]  # the thread sanitizer's own
        check.equal(wrong, [], "files written, or network")
        check.equal(os.listdir(name), ["log"], "files left")


def row_11_signs_of_life(check, huibao):
    """--progress=hadoop speaks while nothing happens, and counts what was added."""
    talk = Filter(huibao, "--progress=hadoop")
    talk.send(record(1), "{")
    said = [talk.process.stderr.readline() for _ in range(4)]
    check.equal(said[1:], [b"reporter:status:2 records answered, 1 of them bad\n",
                           b"reporter:counter:huibao,records,2\n",
                           b"reporter:counter:huibao,bad,1\n"], "while it waits")
    talk.send(record(2))
    talk.answer()
    talk.answer()
    talk.answer()
    check.equal(talk.end()[2].splitlines(), [b"reporter:status:3 records answered, 1 of them bad",
                                             b"reporter:counter:huibao,records,1",
                                             b"reporter:counter:huibao,bad,0"], "in the end")


def row_12_exit_codes(check, huibao):
    """No status above 100 but those of signals, none that shells and their helpers use."""
    ask(huibao, b"")
    ask(huibao, b"", "-j0")
    allowed = set(range(0, 101)) | {129, 130, 143, -signal.SIGPIPE}
    check.equal(sorted(STATUSES - allowed), [], "exit statuses")


def row_13_whole_files(check, huibao):
    """-o: a temporary name, to the disk, then the name; an end before leaves the old file."""
    with tempfile.TemporaryDirectory() as name:
        out = pathlib.Path(name) / "out.jsonl"
        want = ask(huibao, join([record(1), "{", record(2)]))[1]
        status, printed, _ = ask(huibao, join([record(1), "{", record(2)]), "-o", out)
        check.equal((status, printed), (0, b""), "-o")
        check.that(out.read_bytes() == want, "-o writes other bytes")
        check.equal(os.listdir(name), ["out.jsonl"], "files left")
        for number in (signal.SIGTERM, signal.SIGKILL):
            talk = Filter(huibao, "-o", str(out))
            talk.send(record(3), record(4))
            time.sleep(0.3)
            talk.process.send_signal(number)
            status = talk.end()[0] if number == signal.SIGTERM else talk.process.wait(60)
            check.that(out.read_bytes() == want, f"the old file after {number!r}")
            left = [n for n in os.listdir(name) if not n.startswith(".huibao-")]
            check.equal(left, ["out.jsonl"], f"files after {number!r}")
        strace = shutil.which("strace")
        if strace is None:
            return
        log = pathlib.Path(name) / "log"
        run([strace, "-o", log, "-e", "trace=fsync,renameat,renameat2,rename",
             os.path.abspath(huibao), "convert", "--records", "-o", out], join([record(1)]),
            env={"ASAN_OPTIONS": "detect_leaks=0"})
        calls = [line.split("(")[0] for line in log.read_text().splitlines() if "(" in line]
        if check.that(any("rename" in call for call in calls), f"no rename was seen: {calls}"):
            check.equal(calls[:2], ["fsync", calls[1]], "to the disk before it is named")


def main():
    check = Check()
    huibao = os.path.abspath(sys.argv[1])
    rows = {name: row for name, row in globals().items() if name.startswith("row_")}
    for name, row in rows.items():
        if not sys.argv[2:] or name.split("_")[1] in sys.argv[2:]:
            faults, start = check.faults, time.monotonic()
            row(check, huibao)
            if check.faults > faults or sys.argv[2:]:
                print(f"in {name}, {time.monotonic() - start:.1f} s")
    check.finish()


main()
