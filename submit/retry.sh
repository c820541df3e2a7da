#!/bin/sh
# Runs a command of the job, and again after a while where its exit code says that this can help: for cron and the like.
set -eu

usage() {
  cat <<'TEXT'
Usage: submit/retry.sh [--attempts N] [--pause SECONDS] COMMAND [ARGUMENTS]

  submit/retry.sh submit/local.sh run
  submit/retry.sh --attempts 5 --pause 60 submit/local.sh run --config conf/local.conf

Ends with the exit code of the last attempt. Tried again: 3 (MySQL cannot be reached or read), 6 (the target cannot be written)
and 7 (another run holds the target). All others are final: a setting, the data or the job must change first.

  --attempts N       attempts in all, from 1 (default 3)
  --pause SECONDS    pause before the second attempt (default 300); each further one is twice as long
TEXT
}

complain() {
  echo "$1" >&2
  exit 2
}

attempts=3
pause=300
while [ $# -gt 0 ]; do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    --attempts | --pause)
      case "${2:-}" in
        '' | *[!0-9]* | 0?* | ?????*) complain "Invalid $1: expected a number up to 9999, found '${2:-}'." ;;
      esac
      [ "$1" = --pause ] && pause=$2 || attempts=$2
      shift 2
      ;;
    -*) complain "Invalid option '$1': expected --attempts, --pause or --help, and a command behind them." ;;
    *) break ;;
  esac
done
[ $# -gt 0 ] || { usage >&2; exit 2; }
[ "$attempts" != 0 ] || complain "Invalid --attempts: expected a number from 1, found '0'."

# The command in the background, so that it ends with this script.
running=
stop() {
  if [ -n "$running" ] && kill "$running" 2> /dev/null; then
    wait "$running" || true
  fi
  exit "$1"
}
trap 'stop 130' INT
trap 'stop 143' TERM HUP

attempt=1
while :; do
  "$@" &
  running=$!
  status=0
  wait "$running" || status=$?
  case "$status" in
    3 | 6 | 7) ;;
    *) exit "$status" ;;
  esac
  if [ "$attempt" -ge "$attempts" ]; then
    echo "Cannot go on: attempt $attempt of $attempts ended with $status." >&2
    exit "$status"
  fi
  echo "Attempt $attempt of $attempts ended with $status; the next is in $pause seconds." >&2
  sleep "$pause" &
  running=$!
  wait "$running"
  attempt=$((attempt + 1))
  pause=$((pause * 2))
done
