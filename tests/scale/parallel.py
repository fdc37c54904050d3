"""The recipes of docs/scale.md for GNU parallel: the same answers as without it; what failed is
done again by the same command. Skipped where parallel is missing.

usage: parallel.py HUIBAO"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run, skip  # noqa: E402
from records_corpus import write_shards  # noqa: E402


def recipe(name):
    """The commands of docs/scale.md below a line `<!-- recipe: NAME -->`."""
    page = (ROOT / "docs/scale.md").read_text()
    block = page.split(f"<!-- recipe: {name} -->\n")[1].split("\n```")[0]
    return block.split("```sh\n")[1] + "\n"


def sh(script, folder, env):
    done = subprocess.run(["sh", "-eu", "-c", script], cwd=folder, env=env, capture_output=True,
                          stdin=subprocess.DEVNULL, timeout=300)
    return done.returncode, done.stderr.decode()


def main():
    check = Check()
    huibao = os.path.abspath(sys.argv[1])
    if shutil.which("parallel") is None:
        skip("no GNU parallel")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        env = {**os.environ, "PATH": f"{os.path.dirname(huibao)}:{os.environ['PATH']}",
               "HOME": name, "PARALLEL": "--will-cite"}
        data = write_shards(folder / "in", 8, 40)
        (folder / "reports.jsonl").write_bytes(data)
        want = run([huibao, "convert", "--records"], data)[1]
        status, err = sh(recipe("parallel-pipe"), folder, env)
        check.equal(status, 0, f"--pipe: {err}")
        check.that((folder / "answers.jsonl").read_bytes() == want, "--pipe: other answers")

        hidden = (folder / "in/00003.jsonl").rename(folder / "away")
        (folder / "in/00003.jsonl").mkdir()
        status, err = sh(recipe("parallel-files"), folder, env)
        check.equal(status, 1, f"files: one that cannot be read: {err}")
        marks = sorted(path.name for path in (folder / "out/.done").iterdir())
        check.equal(marks, [f"{n:05d}.jsonl" for n in range(8) if n != 3], "files: marks")
        (folder / "in/00003.jsonl").rmdir()
        hidden.rename(folder / "in/00003.jsonl")
        times = {path: path.stat().st_mtime_ns for path in (folder / "out").glob("*.jsonl")}
        status, err = sh(recipe("parallel-files"), folder, env)
        check.equal(status, 0, f"files: again: {err}")
        check.that(all(path.stat().st_mtime_ns == time for path, time in times.items()),
                   "files: what was done was done again")
        got = b"".join(path.read_bytes() for path in sorted((folder / "out").glob("*.jsonl")))
        check.that(got == want, "files: other answers")
    check.finish()


main()
