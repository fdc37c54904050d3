"""What the test scripts share: collecting faults, running the command, comparing with a golden."""

import difflib
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SKIP = 77  # CTest's SKIP_RETURN_CODE: a tool that is not there


class Check:
    """Faults are collected, so that one run shows them all; finish() ends the script."""

    def __init__(self):
        self.count = 0
        self.faults = 0

    def fault(self, text):
        self.faults += 1
        print(f"FAULT {text}")

    def that(self, good, text):
        """Counts one check and says `text` when it does not hold."""
        self.count += 1
        if not good:
            self.fault(text)
        return good

    def equal(self, got, want, text):
        self.count += 1
        if got == want:
            return True
        self.fault(text)
        show_difference(got, want)
        return False

    def finish(self):
        if self.count == 0:
            self.fault("nothing was checked")
        print(f"{self.count} checks, {self.faults} faults")
        sys.exit(1 if self.faults else 0)


def as_lines(value):
    if isinstance(value, bytes):
        value = value.decode("utf-8", "backslashreplace")
    if isinstance(value, (list, tuple, dict)):
        value = "\n".join(map(str, value))
    return str(value).splitlines()


def show_difference(got, want, limit=60):
    lines = difflib.unified_diff(as_lines(want), as_lines(got), "wanted", "got", lineterm="", n=1)
    for number, line in enumerate(lines):
        if number == limit:
            print("  ...")
            break
        print("  " + line)


def golden(check, path, got, update, text):
    """Compares `got` with the file; with `update` the file is written instead."""
    if update:
        check.count += 1
        if not path.exists() or path.read_bytes() != got:
            path.write_bytes(got)
            print(f"updated {path.relative_to(ROOT)}")
        return True
    return check.equal(got, path.read_bytes(), text)


def run(command, stdin=b"", cwd=None, env=None, **more):
    """Runs a command without a terminal; returns its status, standard output and errors."""
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "LANG", "LC_ALL")}
    environment.update(env or {})
    done = subprocess.run([str(word) for word in command], input=stdin, cwd=cwd, env=environment,
                          capture_output=True, timeout=600, **more)
    # A build that counts lines says so where it has no right to write its counters.
    return done.returncode, done.stdout, re.sub(rb"(?m)^profiling:.*\n", b"", done.stderr)


def skip(text):
    print(f"skipped: {text}")
    sys.exit(SKIP)
