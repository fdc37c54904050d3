"""The CI kits do what they say: their files are read as a CI reads them, and their commands run with
the variables that it sets. No network, no container: the program is the one that was built.

usage: ci.py HUIBAO"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, skip  # noqa: E402

try:
    import yaml
except ImportError:
    skip("no PyYAML")

REPORT = "青石县2023年双拥工作总结\n\n一、抓好宣传教育\n举办讲座6场，受教育群众3200余人{more}。\n"


def write_reports(folder, count=5):
    folder.mkdir(parents=True)
    for number in range(count):
        more = f"，覆盖率达{120 + number}%" if number == 2 else ""
        (folder / f"{number}.txt").write_text(REPORT.format(more=more), encoding="utf-8")


def call(command, folder, **variables):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "CI_"))}
    environment.update({k: str(v) for k, v in variables.items()})
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=300)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


# ---- GitHub -------------------------------------------------------------------------------------

def expand(text, inputs):
    """What GitHub puts in the place of an expression; only inputs are used here."""
    return re.sub(r"\$\{\{ *inputs\.([\w-]+) *\}\}", lambda found: inputs[found[1]], str(text))


def run_action(check, action, folder, **given):
    """Runs the steps of the composite action; returns status, log, outputs and summary."""
    names = {name.replace("-", "_"): name for name in action["inputs"]}
    inputs = {name: str(row.get("default", "")) for name, row in action["inputs"].items()}
    inputs.update({names[name]: str(value) for name, value in given.items()})
    files = {name: folder / f".{name}" for name in ("output", "summary")}
    for path in files.values():
        path.write_text("")
    status = log = None
    for step in action["runs"]["steps"]:
        check.that(step["shell"] == "bash" and "${{" not in step["run"], "an input is read as shell")
        if step.get("if") == "inputs.program == ''":
            continue  # the program is there
        check.that("if" not in step, f"a condition this test does not know: {step.get('if')}")
        script = folder / ".script.sh"
        script.write_text(step["run"])
        variables = {key: expand(value, inputs) for key, value in step.get("env", {}).items()}
        status, out, err = call(["bash", "--noprofile", "--norc", "-eo", "pipefail", script], folder,
                                GITHUB_ACTION_PATH=ROOT, GITHUB_WORKSPACE=folder,
                                GITHUB_OUTPUT=files["output"], GITHUB_ACTIONS="true", CI="true",
                                GITHUB_STEP_SUMMARY=files["summary"], **variables)
        log = out + err
        if status:
            break
    return status, log, files["output"].read_text(), files["summary"].read_text()


def check_github(check, huibao, folder):
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    check.equal(action["runs"]["using"], "composite", "kind of action")
    write_reports(folder / "some reports")
    status, log, output, summary = run_action(check, action, folder, program=huibao,
                                              paths="some reports")
    check.equal(status, 0, f"warnings do not fail by default: {log}")
    check.that(log.count("::warning file=some reports/2.txt,line=4,") == 1, log)
    check.equal(output, "sarif=huibao.sarif\nstatus=0\n", "outputs of the step")
    check.that("5 sources: 0 errors, 1 warnings" in summary, summary)
    check.that((folder / "huibao.sarif").is_file() and (folder / "out/html/index.html").is_file(),
               "files that were to be written")
    status, _, output, _ = run_action(
        check, action, folder, program=huibao, paths="some reports/2.txt\nsome reports/0.txt\n",
        fail_on="warning", output="$(touch hacked) `touch hacked`",
        options="--formats=xml\n--write-baseline=known.txt\n--baseline=/dev/null", sarif="s;x.sarif")
    check.that(status == 3 and "status=3" in output, f"/dev/null is no baseline: {status}")
    status, log, output, _ = run_action(
        check, action, folder, program=huibao, paths="some reports", fail_on="warning",
        output="$(touch hacked) `touch hacked`", options="--formats=xml", sarif="s;x.sarif")
    check.that(status == 1 and "status=1" in output, f"a warning fails: {status} {log}")
    check.that(not (folder / "hacked").exists() and (folder / "s;x.sarif").is_file(), "quoting")
    call([huibao, "build", "-q", "-f", "xml", "--write-baseline=known.txt", "some reports"], folder)
    status, log, _, _ = run_action(check, action, folder, program=huibao, paths="some reports",
                                   fail_on="warning", baseline="known.txt")
    check.equal(status, 0, f"what is known does not fail: {log}")


# ---- pre-commit ---------------------------------------------------------------------------------

def check_pre_commit(check, huibao, folder):
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    write_reports(folder / "reports")
    (folder / "notes.md").write_text("no report")
    for hook in hooks:
        check.that(hook["language"] == "script" and os.access(ROOT / hook["entry"], os.X_OK),
                   f"{hook['id']}: {hook['entry']} cannot be run")
        names = sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())
        files = [name for name in names if re.search(hook["files"], name)]
        check.equal(len(files), 5, f"{hook['id']}: files")
        before = sorted(folder.rglob("*"))
        command = [ROOT / hook["entry"], *hook["args"]]
        status, _, err = call([*command, *files], folder, HUIBAO=huibao)
        check.that(status == 1 and "reports/2.txt:4:" in err, f"{hook['id']}: {status} {err}")
        files.remove("reports/2.txt")
        status, _, err = call([*command, *files], folder, HUIBAO=huibao)
        check.equal(status, 0, f"{hook['id']}: {err}")
        check.equal(sorted(folder.rglob("*")), before, f"{hook['id']}: files were written")


# ---- make ---------------------------------------------------------------------------------------

def check_make(check, huibao, folder):
    if shutil.which("make") is None:
        check.that(False, "there is no make")
        return
    write_reports(folder / "reports")
    (folder / "Makefile").write_text(f"include {ROOT}/ci/huibao.mk\n")
    make = ["make", "-s", f"HUIBAO={huibao}"]
    status, _, err = call([*make, "reports-site"], folder)
    check.that(status == 0 and (folder / "out/html/2.html").is_file(), err)
    check.equal(call([*make, "reports-check"], folder)[0], 2, "make does not fail for a warning")
    check.equal(call([*make, "reports-baseline"], folder)[0], 0, "a baseline cannot be made")
    status, _, err = call([*make, "reports-check"], folder)
    check.that(status == 0 and "1 known" in err, f"known findings count: {err}")
    status, _, err = call([*make, "-j2", "reports/0.xml", "reports/1.html"], folder)
    check.that(status == 0 and (folder / "reports/0.xml").is_file(), err)


# ---- GitLab -------------------------------------------------------------------------------------

def run_job(job, folder, variables):
    """Runs the script of a job as the runner does: line by line, the first fault ends it."""
    script = "set -eo pipefail\n" + "\n".join(job["script"])
    return call(["bash", "-c", script], folder, **variables)


def read_cases(path):
    """The names of the cases of a JUnit report, and of those that failed."""
    cases = list(ET.parse(path).getroot().iter("testcase"))
    return [case.get("name") for case in cases], [case.get("name") for case in cases
                                                  if case.find("failure") is not None]


def check_gitlab(check, huibao, folder):
    pipeline = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text(encoding="utf-8"))
    write_reports(folder / "reports", 9)
    tools = folder / "tools"
    tools.mkdir()
    (tools / "huibao").symlink_to(huibao)
    variables = {**pipeline["variables"], "HUIBAO_FAIL_ON": "warning", "CI": "true",
                 "PATH": f"{tools}:{os.environ['PATH']}"}
    job, site = pipeline["huibao:check"], pipeline["huibao:site"]
    checked, statuses = [], []
    for node in range(1, job["parallel"] + 1):
        status, _, err = run_job(job, folder, {**variables, "CI_NODE_INDEX": node,
                                               "CI_NODE_TOTAL": job["parallel"]})
        names, failed = read_cases(folder / f"shards/{node}.junit.xml")
        check.equal(status, 1 if failed else 0, f"shard {node}: {err}")
        checked += names
        statuses.append(status)
    check.equal(sorted(checked), [f"reports/{number}.txt" for number in range(9)],
                "each source is checked once")
    check.equal(sorted(statuses), [0, 0, 0, 1], "one shard holds the warning")
    found = sorted(str(p.relative_to(folder)) for p in
                   folder.glob(job["artifacts"]["reports"]["junit"]))
    check.equal(len(found), job["parallel"], "test reports where the job says they are")
    check.equal(job["artifacts"]["paths"], ["shards/"], "what the site is made of is handed on")
    (folder / "reports").rename(folder / "gone")
    status, _, err = run_job(site, folder, variables)
    check.equal(status, 0, err)
    check.equal(len(list((folder / "public/xml").rglob("*.xml"))), 9, "reports in the site")
    check.that((folder / "public/html/index.html").is_file(), "no site")
    check.equal(site["artifacts"]["paths"], ["$HUIBAO_OUTPUT"], "what is kept of the site")


def main():
    check = Check()
    huibao = os.path.abspath(sys.argv[1])
    parts = {"github": check_github, "pre-commit": check_pre_commit, "make": check_make,
             "gitlab": check_gitlab}
    for name in sys.argv[2:] or parts:
        with tempfile.TemporaryDirectory() as folder:
            parts[name](check, huibao, pathlib.Path(folder))
    check.finish()


main()
