"""Colour and the progress bar: on a terminal only, colour never with NO_COLOR.

usage: terminal.py HUIBAO"""

import os
import pathlib
import pty
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check  # noqa: E402


def run_on_terminal(command, cwd, env=None):
    """Runs a command whose standard error is a terminal; returns what it writes there."""
    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    environment.update(env or {})
    master, slave = pty.openpty()
    process = subprocess.Popen(command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=slave)
    os.close(slave)
    written = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not piece:
            break
        written += piece
    os.close(master)
    process.wait()
    return written


def main():
    check = Check()
    huibao = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        pathlib.Path(name, "empty.txt").write_bytes(b"")
        seeds = str(ROOT / "seeds")
        colour, bar, clear = b"\x1b[1;31m", b"[####", b"\x1b[K"
        build = [huibao, "build", seeds, "empty.txt"]
        plain = run_on_terminal(build, name)
        check.that(colour in plain, "no colour on a terminal")
        check.that(bar in plain, "no progress bar on a terminal")
        check.that(bar not in plain.split(clear)[-1], "the bar stays")
        check.that(b"\x1b[1" not in run_on_terminal(build, name, {"NO_COLOR": "1"}),
                   "colour in spite of NO_COLOR")
        check.that(colour in run_on_terminal(build, name, {"NO_COLOR": ""}),
                   "an empty NO_COLOR counts")
        quiet = run_on_terminal(build + ["-q"], name)
        check.that(quiet == b"", f"-q writes {quiet!r}")
        piped = subprocess.run(build, cwd=name, capture_output=True).stderr
        check.that(b"\x1b" not in piped and b"\r" not in piped, "escapes in a pipe")
        check.that(b"[empty-input]" in piped, "no message in a pipe")
    check.finish()


main()
