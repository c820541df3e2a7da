#!/bin/sh
# Runs the job's jar by spark-submit on a local master.
set -eu

usage() {
  cat <<'TEXT'
Usage: submit/local.sh COMMAND [OPTIONS]

  submit/local.sh plan                          print what a run would do
  submit/local.sh run                           read, merge, verify and publish
  submit/local.sh clean                         list what killed runs have left
  submit/local.sh run --config FILE --set KEY=VALUE

Without --config, conf/local.conf is used. COMMAND and OPTIONS are the job's own: 'submit/local.sh run --help'.
The password of the source comes from the environment: WAREHOUSE_SOURCE_PASSWORD.

Environment:
  SPARK_HOME              a Spark 3.5, for Scala 2.13 or 2.12; else one is put together from Maven artifacts
  SUBMIT_MASTER           Spark master (default local[*])
  SUBMIT_MEMORY           heap of the one process that does the work (default 2g)
  SUBMIT_SPARK_OPTIONS    further options for spark-submit, separated by blanks
TEXT
}

case "${1:-}" in
  '' | -h | --help) usage; [ $# -gt 0 ] && exit 0 || exit 2 ;;
esac

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)

jar=
for candidate in "$root"/target/shopsphere-warehouse-*.jar; do
  [ -f "$candidate" ] && jar=$candidate
done
if [ -z "$jar" ]; then
  echo "Cannot find the job's jar below $root/target: run 'mvn -DskipTests package' first." >&2
  exit 2
fi

spark_home=$("$root/submit/spark-home.sh")

config=yes
for argument in "$@"; do
  case "$argument" in
    --config | --config=* | -h | --help | -V | --version) config=no ;;
  esac
done
if [ "$config" = yes ]; then
  set -- "$@" --config "$root/conf/local.conf"
fi

export SPARK_LOCAL_IP="${SPARK_LOCAL_IP:-127.0.0.1}"

# One option among others in a text, whatever characters the path has.
logging=$(printf '%s' "$root/conf/log4j2.properties" | sed 's/[\\"]/\\&/g')

java_options=$(grep '^-' "$root/submit/java-options.txt" | tr '\n' ' ')

# shellcheck disable=SC2086
exec "$spark_home/bin/spark-submit" \
  --master "${SUBMIT_MASTER:-local[*]}" \
  --driver-memory "${SUBMIT_MEMORY:-2g}" \
  --driver-java-options "$java_options-Dlog4j2.configurationFile=\"$logging\"" \
  --conf spark.ui.enabled=false \
  --class com.shopsphere.warehouse.WarehouseJob \
  ${SUBMIT_SPARK_OPTIONS:-} \
  "$jar" "$@"
