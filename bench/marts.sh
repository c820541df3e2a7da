#!/bin/sh
# Measures the build of the marts, with all their tests: see bench/README.md. Try --help, --scale 20, --keep.
exec "$(dirname -- "$0")/start.sh" marts_benchmark.py "$@"
