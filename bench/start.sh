#!/bin/sh
# Runs a benchmark, one of the Python files beside this, with its options; run.sh and read.sh tell of each.
# Needs JDK 17, Maven and Python 3.11 with venv on Linux; installs the rest below target/.
set -eu

root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"

for tool in java mvn python3; do
  if ! command -v "$tool" > /dev/null; then
    echo "Cannot find '$tool' on the PATH: the benchmark needs JDK 17, Maven 3.8 and Python 3.11 or later." >&2
    exit 2
  fi
done

benchmark=$1
shift
exec python3 "bench/$benchmark" "$@"
