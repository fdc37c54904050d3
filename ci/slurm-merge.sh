#!/bin/sh
# Joins the answers of ci/slurm-array.sh in the order of the names, when every file of IN has its
# mark; else says which have none, and fails.
#
#   sbatch --dependency=afterok:JOB ci/slurm-merge.sh IN OUT RESULT
#SBATCH --job-name=huibao-merge
set -eu
in=$1 out=$2 result=$3
missing=0
for path in "$in"/*.jsonl; do
    name=${path##*/}
    if [ ! -e "$out/.done/$name" ]; then
        echo "not done: $name" >&2
        missing=$((missing + 1))
    fi
done
[ "$missing" -eq 0 ] || exit 1
for path in "$in"/*.jsonl; do
    cat "$out/${path##*/}"
done >"$result.part"
mv "$result.part" "$result"
