#!/bin/sh
# Measures the reader alone beside its peers, on the same database: see bench/README.md. Try --help, --scale 20,
# --repeat 3.
exec "$(dirname -- "$0")/start.sh" read_benchmark.py "$@"
