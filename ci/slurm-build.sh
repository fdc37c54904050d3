#!/bin/sh
# A Slurm job array that builds the sources below IN: task K of N builds its share into OUT/K, the
# same share in every run. A task that was requeued, or the same command again, goes on where it
# stopped; a share that is whole has its mark in OUT/K/.huibao/complete.
#
#   sbatch --array=1-16 ci/slurm-build.sh IN OUT [OPTION...]
#
# Findings do not make a task fail; what cannot be converted does. OPTION goes to huibao.
#SBATCH --job-name=huibao-build
#SBATCH --cpus-per-task=1
#SBATCH --requeue
#SBATCH --open-mode=append
set -eu
in=$1 out=$2
shift 2
tasks=${SLURM_ARRAY_TASK_COUNT:-1}
share=$((${SLURM_ARRAY_TASK_ID:-1} - ${SLURM_ARRAY_TASK_MIN:-1} + 1))

exec "${HUIBAO:-huibao}" build --fail-on=never -j "${SLURM_CPUS_PER_TASK:-1}" "$@" \
    --shard "$share/$tasks" -o "$out/$share" "$in"
