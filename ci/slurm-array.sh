#!/bin/sh
# A Slurm job array that answers the records in IN/*.jsonl: one file of answers for each in OUT, and
# behind it, in OUT/.done, a mark that says that it is whole. What has its mark is not done again, so
# a task that was requeued goes on where it stopped, and so does the same command after a failure.
#
#   sbatch --array=0-99 ci/slurm-array.sh IN OUT [OPTION...]
#
# Each task takes every N-th file, N being the number of tasks. OPTION goes to huibao.
#SBATCH --job-name=huibao
#SBATCH --cpus-per-task=1
#SBATCH --requeue
#SBATCH --open-mode=append
set -eu
in=$1 out=$2
shift 2
first=${SLURM_ARRAY_TASK_MIN:-0}
rank=$((${SLURM_ARRAY_TASK_ID:-0} - first))
tasks=${SLURM_ARRAY_TASK_COUNT:-1}

mkdir -p "$out/.done"
number=0
for path in "$in"/*.jsonl; do
    name=${path##*/}
    if [ $((number % tasks)) -eq "$rank" ] && [ ! -e "$out/.done/$name" ]; then
        # Written under another name, to the disk, then renamed: see docs/scale.md, row 13.
        "${HUIBAO:-huibao}" convert --records -j "${SLURM_CPUS_PER_TASK:-1}" "$@" \
            -o "$out/$name" "$path"
        : >"$out/.done/$name"
    fi
    number=$((number + 1))
done
