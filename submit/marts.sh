#!/bin/sh
# Builds and tests the marts by dbt, on DuckDB unless told otherwise. Needs Python 3.11; the rest it installs by itself.
set -eu

usage() {
  cat <<'TEXT'
Usage: submit/marts.sh [COMMAND]

  submit/marts.sh            check the snapshot's age, build and test every model, print the totals
  submit/marts.sh report [FILE]
                             one HTML page that shows the built marts: dbt/target/report.html, or FILE; fails with 5,
                             and says so on the page, where they are not what the manifest says
  submit/marts.sh docs       one HTML page that documents every model and column: dbt/target/static_index.html
  submit/marts.sh metrics ...  MetricFlow on the built marts: submit/marts.sh metrics query --saved-query sales_by_day_and_region
  submit/marts.sh lint       check how the project is laid out (dbt/dbt-bouncer.yml) and written (dbt/.sqlfluff), on DuckDB
  submit/marts.sh dbt ...    any command of dbt's, as in: submit/marts.sh dbt show --select fct_order

Environment (more, for BigQuery, in docs/marts.md):
  DBT_MARTS_PUBLISHED         directory of the published Parquet file and its manifest (default ./warehouse)
  DBT_MARTS_DUCKDB            the DuckDB file to build, named marts.duckdb (default dbt/target/marts.duckdb)
  DBT_MARTS_MAX_AGE_DAYS      days that the snapshot may be old (default 2)
  DBT_MARTS_TARGET            duckdb or bigquery (default duckdb)
  PYTHON                  the Python 3.11 to use (default python3.11)
TEXT
}

complain() {
  echo "$1" >&2
  exit 2
}

absolute() {
  case "$1" in
    /*) echo "$1" ;;
    *) echo "$PWD/$1" ;;
  esac
}

command=${1:-build}
case "$command" in
  -h | --help) usage; exit 0 ;;
  build | docs | lint | metrics | dbt) ;;
  report) [ $# -le 2 ] || { usage >&2; exit 2; } ;;
  *) usage >&2; exit 2 ;;
esac

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
venv="$root/dbt/.venv"

DBT_MARTS_TARGET=${DBT_MARTS_TARGET:-duckdb}
[ "$command" != lint ] || DBT_MARTS_TARGET=duckdb
DBT_MARTS_MAX_AGE_DAYS=${DBT_MARTS_MAX_AGE_DAYS:-2}
DBT_MARTS_PUBLISHED=$(absolute "${DBT_MARTS_PUBLISHED:-warehouse}")
DBT_MARTS_DUCKDB=$(absolute "${DBT_MARTS_DUCKDB:-$root/dbt/target/marts.duckdb}")
export DBT_MARTS_TARGET DBT_MARTS_MAX_AGE_DAYS DBT_MARTS_PUBLISHED DBT_MARTS_DUCKDB
export DBT_PROFILES_DIR="$root/dbt" DBT_PROJECT_DIR="$root/dbt" DO_NOT_TRACK=1

check_settings() {
  case "$DBT_MARTS_MAX_AGE_DAYS" in
    '' | 0* | *[!0-9]*) complain "Invalid DBT_MARTS_MAX_AGE_DAYS: expected a number of days from 1, found '$DBT_MARTS_MAX_AGE_DAYS'." ;;
  esac
  case "$DBT_MARTS_TARGET" in
    duckdb) check_duckdb ;;
    bigquery) [ -n "${DBT_MARTS_BIGQUERY_PROJECT:-}" ] || complain "Missing DBT_MARTS_BIGQUERY_PROJECT: expected the project to build in, as DBT_MARTS_TARGET is bigquery." ;;
    *) complain "Invalid DBT_MARTS_TARGET: expected duckdb or bigquery, found '$DBT_MARTS_TARGET'." ;;
  esac
}

check_duckdb() {
  for file in order_line.parquet order_line.manifest.json; do
    [ -f "$DBT_MARTS_PUBLISHED/$file" ] \
      || complain "Invalid DBT_MARTS_PUBLISHED: expected a directory with $file, which 'submit/local.sh run' publishes, found '$DBT_MARTS_PUBLISHED'."
  done
  [ "$(basename "$DBT_MARTS_DUCKDB")" = marts.duckdb ] \
    || complain "Invalid DBT_MARTS_DUCKDB: expected a file named marts.duckdb, found '$DBT_MARTS_DUCKDB'."
  mkdir -p "$(dirname "$DBT_MARTS_DUCKDB")"
}

# Installs what a file of requirements names, unless it is there. An installation that was broken off is made anew, and of
# two at once the second waits for the first, where there is a flock.
install() (
  requirements="$root/dbt/$1"
  stamp="$venv/$1"
  wanted=$(cat "$root/dbt/requirements.txt" "$requirements")
  exec 9< "$requirements"
  ! command -v flock > /dev/null || flock 9
  if usable && [ "$(cat "$stamp" 2> /dev/null)" = "$wanted" ]; then
    return
  fi
  interpreter=${PYTHON:-python3.11}
  "$interpreter" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2> /dev/null \
    || complain "Cannot use PYTHON=$interpreter: expected a Python 3.11 for the marts."
  echo "Installing $1 below dbt/.venv ..." >&2
  usable || rm -rf "$venv"
  mkdir -p "$venv"
  touch "$venv/unfinished"
  "$interpreter" -m venv "$venv" || complain "Cannot make a Python environment below $venv: see above."
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements" \
    || complain "Cannot install $requirements: see above."
  echo "$wanted" > "$stamp"
  rm "$venv/unfinished"
)

usable() {
  [ -x "$venv/bin/python" ] && [ ! -e "$venv/unfinished" ]
}

requirements() {
  case "$command/$DBT_MARTS_TARGET" in
    lint/*) echo requirements-lint.txt ;;
    */bigquery) echo requirements-bigquery.txt ;;
    *) echo requirements.txt ;;
  esac
}

# By the interpreter beside it, so that a project that was moved still runs; in the background, so that it ends with the script.
installed() {
  program=$venv/bin/$1
  shift
  python "$program" "$@"
}

python() {
  "$venv/bin/python" "$@" &
  running=$!
  wait "$running"
}

stop() {
  if [ -n "$running" ] && kill "$running" 2> /dev/null; then
    wait "$running" || true
  fi
  echo "Cannot go on: stopped by a signal. The next build takes up what this one left." >&2
  exit "$1"
}

run_dbt() {
  installed dbt --no-use-colors "$@"
}

# MetricFlow reads the manifest that dbt wrote last, which may be one of other models.
run_metrics() {
  run_dbt --quiet parse
  installed mf "$@"
}

build() {
  run_dbt --quiet source freshness || {
    echo "Cannot build the marts: expected a snapshot of the last $DBT_MARTS_MAX_AGE_DAYS days (DBT_MARTS_MAX_AGE_DAYS), found what is said above." >&2
    exit 1
  }
  echo "Building and testing the marts ..."
  run_dbt --quiet build
  run_dbt --quiet --no-write-json run-operation print_totals
}

report() {
  if [ "$DBT_MARTS_TARGET" = duckdb ] && [ ! -f "$DBT_MARTS_DUCKDB" ]; then
    complain "Cannot report on the marts: expected them in DBT_MARTS_DUCKDB, found no file '$DBT_MARTS_DUCKDB'. Build them first: submit/marts.sh"
  fi
  install requirements-report.txt
  python "$root/dbt/report/report.py" "$(absolute "${1:-$root/dbt/target/report.html}")"
}

docs() {
  run_dbt --quiet docs generate --static
  echo "${DBT_TARGET_PATH:-$root/dbt/target}/static_index.html"
}

# All that is wrong at once: of the layout, which dbt-bouncer reads below dbt/target, and of the SQL.
lint() {
  unset DBT_TARGET_PATH
  export COLUMNS="${COLUMNS:-160}"
  run_dbt --quiet parse
  cd "$root/dbt"
  status=0
  installed dbt-bouncer --show-all-failures || status=1
  installed sqlfluff lint --nocolor --disable-progress-bar models || status=1
  return "$status"
}

running=
trap 'stop 130' INT
trap 'stop 143' TERM HUP

check_settings
install "$(requirements)"
case "$command" in
  build) build ;;
  report) shift; report "$@" ;;
  docs) docs ;;
  lint) lint ;;
  metrics) shift; run_metrics "$@" ;;
  dbt) shift; run_dbt "$@" ;;
esac
