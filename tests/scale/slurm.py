"""ci/slurm-array.sh, ci/slurm-merge.sh and ci/slurm-build.sh on a Slurm cluster of one node, started here for the
test: the same answers as without a cluster; a task that fails, is cancelled or is started twice
spoils nothing. Skipped where Slurm (Debian: slurmctld slurmd slurm-client munge) is missing.

usage: slurm.py HUIBAO FOLDER     FOLDER: where the cluster keeps its files"""

import getpass
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run, skip  # noqa: E402
from records_corpus import make_lines, write_shards  # noqa: E402

CONFIG = """ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={port}
SlurmdPort={node_port}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={munge},cred_expire=5
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0
SlurmdParameters=config_overrides
ReturnToService=2
KillWait=12
NodeName={host} NodeAddr=127.0.0.1 CPUs={cpus} State=UNKNOWN
PartitionName=all Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


def free_ports(count):
    """Ports that nothing listens on now."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


class Cluster:
    """munged, slurmctld and slurmd, in a folder of their own; ended by stop()."""

    def __init__(self, folder):
        self.folder = folder
        self.daemons = []
        self.env = {**os.environ, "SLURM_CONF": str(folder / "slurm.conf")}
        for name in ("state", "spool"):
            (folder / name).mkdir()
        munge = folder / "munge.socket"
        key = folder / "munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o600)
        port, node_port = free_ports(2)
        (folder / "slurm.conf").write_text(CONFIG.format(
            host=socket.gethostname().split(".")[0], port=port, node_port=node_port,
            user=getpass.getuser(), munge=munge, folder=folder, cpus=2))
        self.start("munged", "--foreground", "--force", f"--key-file={key}", f"--socket={munge}",
                   f"--pid-file={folder}/munge.pid", f"--log-file={folder}/munge.log",
                   f"--seed-file={folder}/munge.seed")
        self.wait_for(munge.exists, "munged")
        self.start("slurmctld", "-D", "-i")
        self.start("slurmd", "-D")
        self.wait_for(lambda: "idle" in self.ask("sinfo", "-h", "-o", "%t"), "the node")

    def start(self, program, *words):
        path = shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
        log = open(self.folder / f"{program}.out", "wb")
        self.daemons.append(subprocess.Popen([path, *words], env=self.env, stdout=log, stderr=log,
                                             stdin=subprocess.DEVNULL))

    def wait_for(self, ready, what):
        for _ in range(600):
            if ready():
                return
            if any(daemon.poll() is not None for daemon in self.daemons):
                break
            time.sleep(0.1)
        for log in sorted(self.folder.glob("*.log")) + sorted(self.folder.glob("*.out")):
            print(f"--- {log.name}\n{log.read_text(errors='replace')[-1500:]}")
        self.stop()
        raise RuntimeError(f"{what} does not come up")

    def ask(self, *words):
        return subprocess.run(words, env=self.env, capture_output=True, text=True).stdout

    def submit(self, *words, env=None):
        done = subprocess.run(["sbatch", "--parsable", *map(str, words)], cwd=self.folder,
                              env={**self.env, **(env or {})}, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"sbatch: {done.stderr}")
        return done.stdout.strip().split(";")[0]

    def states(self, job):
        """The states of the tasks of a job, as scontrol has them."""
        text = self.ask("scontrol", "-o", "show", "job", job)
        return re.findall(r"JobState=(\w+)", text)

    def wait(self, job):
        for _ in range(1200):
            states = self.states(job)
            if states and not {"PENDING", "RUNNING", "COMPLETING", "CONFIGURING"} & set(states):
                return sorted(set(states))
            time.sleep(0.1)
        return ["UNFINISHED"]

    def stop(self):
        """Ends the jobs first: they would outlive the daemons."""
        self.ask("scancel", "--signal=KILL", "--full", "--user", getpass.getuser())
        self.ask("scancel", "--user", getpass.getuser())
        for _ in range(100):
            if not self.ask("squeue", "-h").strip():
                break
            time.sleep(0.1)
        for daemon in reversed(self.daemons):
            daemon.terminate()
        for daemon in self.daemons:
            try:
                daemon.wait(timeout=10)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()


def check_array(check, cluster, shards, want, env):
    """An array, and a merge that depends on it."""
    out, result = cluster.folder / "out", cluster.folder / "result.jsonl"
    job = cluster.submit("--array=0-3", ROOT / "ci/slurm-array.sh", shards, out, env=env)
    merge = cluster.submit(f"--dependency=afterok:{job}", ROOT / "ci/slurm-merge.sh", shards, out,
                           result, env=env)
    check.equal(cluster.wait(job), ["COMPLETED"], "the array")
    check.equal(cluster.wait(merge), ["COMPLETED"], "the merge")
    check.that(result.exists() and result.read_bytes() == want, "the answers differ")
    names = sorted(path.name for path in shards.iterdir())
    check.equal(sorted(path.name for path in (out / ".done").iterdir()), names, "marks")
    check.equal(sorted(path.name for path in out.glob("*.jsonl")), names, "files of answers")
    # The same command again: nothing is written.
    times = {path: path.stat().st_mtime_ns for path in out.glob("*.jsonl")}
    job = cluster.submit("--array=0-3", ROOT / "ci/slurm-array.sh", shards, out, env=env)
    check.equal(cluster.wait(job), ["COMPLETED"], "the array once more")
    check.that(times == {path: path.stat().st_mtime_ns for path in out.glob("*.jsonl")},
               "what was done was done again")


def check_failure(check, cluster, shards, want, env):
    """One task cannot read its shard: the merge refuses; once it can, the same commands finish."""
    out, result = cluster.folder / "out-failed", cluster.folder / "result-failed.jsonl"
    victim = sorted(shards.iterdir())[2]
    hidden = victim.rename(victim.with_suffix(".away"))
    victim.mkdir()
    job = cluster.submit("--array=0-1", ROOT / "ci/slurm-array.sh", shards, out, env=env)
    check.equal(cluster.wait(job), ["COMPLETED", "FAILED"], "an array with a bad shard")
    merge = cluster.submit(ROOT / "ci/slurm-merge.sh", shards, out, result, env=env)
    check.equal(cluster.wait(merge), ["FAILED"], "a merge without all shards")
    check.that(not result.exists(), "a result without all shards")
    victim.rmdir()
    hidden.rename(victim)
    job = cluster.submit("--array=0-1", ROOT / "ci/slurm-array.sh", shards, out, env=env)
    check.equal(cluster.wait(job), ["COMPLETED"], "the array, mended")
    merge = cluster.submit(ROOT / "ci/slurm-merge.sh", shards, out, result, env=env)
    check.equal(cluster.wait(merge), ["COMPLETED"], "the merge, mended")
    check.that(result.exists() and result.read_bytes() == want, "the answers differ, mended")


def check_requeue(check, cluster, shards, want, env):
    """A task is requeued in the middle of a shard: what it began is not there, then all is."""
    out, result = cluster.folder / "out-requeued", cluster.folder / "result-requeued.jsonl"
    fifo = shards / "00-wait.jsonl"
    os.mkfifo(fifo)  # a shard that does not end while we hold it open
    held = os.open(fifo, os.O_RDWR)
    os.write(held, shards.joinpath("00000.jsonl").read_bytes())
    job = cluster.submit("--array=0-0", ROOT / "ci/slurm-array.sh", shards, out, env=env)
    cluster.wait_for(lambda: any(out.glob(".huibao-*")), "the shard that waits")
    cluster.ask("scontrol", "requeue", f"{job}_0")
    cluster.wait_for(lambda: "RUNNING" not in cluster.states(job), "the requeue")
    check.equal(list(out.glob("*.jsonl")), [], "half a shard")
    os.close(held)
    fifo.unlink()
    check.equal(cluster.wait(job), ["COMPLETED"], "the task after the requeue")
    merge = cluster.submit(ROOT / "ci/slurm-merge.sh", shards, out, result, env=env)
    check.equal(cluster.wait(merge), ["COMPLETED"], "the merge after a requeue")
    check.that(result.exists() and result.read_bytes() == want, "the answers differ, requeued")


def read_files(folder, suffix):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob(suffix)}


def check_build(check, cluster, shards, want, env):
    """Shares of a build: together they are the files of a build without a cluster."""
    sources, out = cluster.folder / "sources", cluster.folder / "built"
    for number, line in enumerate(make_lines(23)):
        if line.startswith('{"id": '):
            path = sources / f"{number % 3}" / f"{number}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.loads(line)["text"])
    job = cluster.submit("--array=1-3", ROOT / "ci/slurm-build.sh", sources, out, "-f", "xml,json",
                         env=env)
    status, _, err = run([env["HUIBAO"], "build", "-q", "--fail-on=never", "-f", "xml,json", "-o",
                          cluster.folder / "alone", sources])
    check.equal(status, 0, f"a build without a cluster: {err}")
    check.equal(cluster.wait(job), ["COMPLETED"], "the shares of a build")
    for form in ("xml", "json"):
        alone, shares, count = read_files(cluster.folder / "alone" / form, f"*.{form}"), {}, 0
        for share in ("1", "2", "3"):
            check.that((out / share / ".huibao/complete").exists(), f"share {share}: no mark")
            files = read_files(out / share / form, f"*.{form}")
            count += len(files)
            shares.update(files)
        check.that(len(alone) > 20 and shares == alone and count == len(alone),
                   f"{form}: {count} files in shares, {len(alone)} without")
    merge = cluster.submit("--wrap", "exec \"$HUIBAO\" merge -q --fail-on=never -f xml,json -o merged"
                           " built/1 built/2 built/3", env=env)
    check.equal(cluster.wait(merge), ["COMPLETED"], "the merge of the shares")
    check.that(read_files(cluster.folder / "merged", "[!.]*.*") ==
               read_files(cluster.folder / "alone", "[!.]*.*"), "the merged build differs")


def main():
    check = Check()
    huibao, folder = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).absolute()
    path = f"{os.environ['PATH']}:/usr/sbin:/sbin"
    for program in ("munged", "slurmctld", "slurmd", "sbatch", "scontrol", "sinfo"):
        if shutil.which(program, path=path) is None:
            skip(f"no {program}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o755)
    shards = folder / "in"
    data = write_shards(shards, 10, 12)
    status, want, _ = run([huibao, "convert", "--records"], data)
    check.equal(status, 0, "without a cluster")
    cluster = Cluster(folder)
    try:
        for part in (check_array, check_failure, check_requeue, check_build):
            part(check, cluster, shards, want, {"HUIBAO": huibao})
    finally:
        cluster.stop()
    check.finish()


main()
