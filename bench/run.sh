#!/bin/sh
# Measures the job and a pandas pipeline on the same database: see bench/README.md. Try --help, --scale 20,
# --only-job, --runs 3.
exec "$(dirname -- "$0")/start.sh" benchmark.py "$@"
