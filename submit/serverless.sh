#!/bin/sh
# Runs the job's jar as a batch of Dataproc Serverless, by one gcloud command.
set -eu

usage() {
  cat <<'TEXT'
Usage: submit/serverless.sh [OPTIONS] [-- COMMAND [ARGUMENTS]]

  submit/serverless.sh                               one run, waited for
  submit/serverless.sh --dry-run                     print the command instead, to be pasted
  submit/serverless.sh -- plan                       another command of the job
  submit/serverless.sh -- run --resume RUN_ID        any arguments of the job

Options:
  --dry-run       print the gcloud command; nothing is called
  --async         do not wait for the end of the batch
  --attempt N     number of this attempt at the same run, from 1 to 99 (default 1)

Batch and request are named after the run, what it does and the attempt: the same command with the same --run-id is
one batch, however often it is sent. Without --run-id or --resume the run gets a new id.

Required in the environment:
  SUBMIT_PROJECT            Google Cloud project to run in
  SUBMIT_REGION             region, such as europe-west1
  SUBMIT_SERVICE_ACCOUNT    address of the service account that the batch runs as
  SUBMIT_DEPS_BUCKET        bucket that the jar and the settings are copied to; not needed where both are gs:// addresses

Optional in the environment:
  SUBMIT_JAR                jar or gs:// address (default: the one below target/)
  SUBMIT_CONFIG             file of settings or gs:// address (default conf/dataproc.conf); what a file includes goes with it
  SUBMIT_FILES              further files for the batch's working directory, one a line
  SUBMIT_SUBNET             subnet with Private Google Access
  SUBMIT_TAGS               network tags, between commas
  SUBMIT_RUNTIME            version of the runtime (default 2.3)
  SUBMIT_TTL                when the batch is ended whatever it does: a number and s, m, h or d (default 4h)
  SUBMIT_CONNECTOR_VERSION  version of the spark-bigquery connector (default: the runtime's own)
  SUBMIT_SECRETS_PROJECT    project whose Secret Manager is asked for passwords (default SUBMIT_PROJECT; none: no one is asked)
  SUBMIT_HISTORY_SERVER     cluster of the Spark history server: projects/P/regions/R/clusters/C
  SUBMIT_STAGING_BUCKET     bucket for the batch's own files
  SUBMIT_KMS_KEY            Cloud KMS key for what the batch stores
  SUBMIT_LABELS             labels, between commas: team=sales,environment=production
  SUBMIT_EXECUTORS          executors, 2 to 2000 (default 2); their number is fixed, as one that comes later lacks the run's snapshot
  SUBMIT_PROPERTIES         Spark properties, one a line: spark.executor.cores=8
  WAREHOUSE_...             settings of the job, passed on to its driver; passwords and tokens are refused
TEXT
}

case "${1:-}" in
  -h | --help) usage; exit 0 ;;
esac

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=submit/gcloud.sh
. "$root/submit/gcloud.sh"

dry_run=no
wait=yes
attempt=1
while [ $# -gt 0 ]; do
  case "$1" in
    --dry-run) dry_run=yes ;;
    --async) wait=no ;;
    --attempt)
      [ $# -gt 1 ] || complain "Missing value of --attempt: expected a number from 1 to 99."
      shift
      attempt=$1
      ;;
    --) shift; break ;;
    *) complain "Invalid option '$1': expected --dry-run, --async, --attempt or --help, and the job's own arguments behind --." ;;
  esac
  shift
done
[ $# -gt 0 ] || set -- run

need SUBMIT_PROJECT "the Google Cloud project to run in"
need SUBMIT_REGION "a region, such as europe-west1"
need SUBMIT_SERVICE_ACCOUNT "the address of the service account that the batch runs as"
expect --attempt "$attempt" '[1-9][0-9]?' "a number from 1 to 99"
runtime=${SUBMIT_RUNTIME:-2.3}
expect SUBMIT_RUNTIME "$runtime" '[0-9]+\.[0-9]+' "a version such as 2.3"
ttl=${SUBMIT_TTL:-4h}
executors=${SUBMIT_EXECUTORS:-2}
expect SUBMIT_EXECUTORS "$executors" '[2-9]|[1-9][0-9]{1,2}|1[0-9]{3}|2000' "a number from 2 to 2000"
expect SUBMIT_TTL "$ttl" '[1-9][0-9]*[smhd]' "a number and s, m, h or d, such as 4h"

# What the job is told: sets run_id, step and config where it is told them.
read_arguments() {
  command=$1
  run_id=
  step=
  config=
  option=
  for argument; do
    case "$argument" in
      --*=*) read_option "${argument%%=*}" "${argument#*=}" ;;
      *) read_option "$option" "$argument" ;;
    esac
    option=$argument
  done
}

read_option() {
  case "$1" in
    --run-id) run_id=$2 ;;
    --resume) run_id=$2; step=resume ;;
    --only) step=$2 ;;
    --config) config=$2 ;;
  esac
}

read_arguments "$@"
expect "job command" "$command" '[a-z]+' "plan, run or another of the job's"
[ -z "$step" ] || expect --only "$step" '[a-z]+' "extract, merge or load"
if [ -z "$run_id" ]; then
  run_id=$(date -u +%Y%m%d_%H%M%S)_$(od -An -N3 -tx1 /dev/urandom | tr -d ' \n')
  [ "$command" != run ] || set -- "$@" --run-id "$run_id"
fi
expect --run-id "$run_id" '[0-9]{8}_[0-9]{6}_[0-9a-f]{6}' "the form 20261123_091500_3f9a2c"
[ "$command" = run ] || step=$command

batch=shopsphere-$(printf '%s' "$run_id" | tr _ -)${step:+-$step}
[ "$attempt" = 1 ] || batch=$batch-$attempt

# The UUID of a URL, version 5: the same URL has the same.
uuid_of() {
  digest=$({ printf '\153\247\270\021\235\255\021\321\200\264\000\300\117\324\060\310'; printf '%s' "$1"; } | sha1)
  variant=$(printf '%x' $((0x$(printf '%s' "$digest" | cut -c17) & 3 | 8)))
  printf '%s' "$digest" | sed "s/^\(.\{8\}\)\(.\{4\}\).\(...\).\(...\)\(.\{12\}\).*/\1-\2-5\3-$variant\4-\5/"
}

request=$(uuid_of "https://dataproc.googleapis.com/v1/projects/$SUBMIT_PROJECT/locations/$SUBMIT_REGION/batches/$batch")

find_jar
files=
if [ -z "$config" ]; then
  config=${SUBMIT_CONFIG:-$root/conf/dataproc.conf}
  files=$(with_included "$config") || exit
  set -- "$@" --config "$(basename -- "$config")"
fi
files=$files${SUBMIT_FILES:+${files:+$newline}$SUBMIT_FILES}

# The settings of the job that this environment holds, as the driver's own.
pass_settings() {
  names=$(setting_names) || exit
  for name in $names; do
    eval "value=\$$name"
    if [ "$name" = WAREHOUSE_SOURCE_SSL_CA ]; then
      files=$files${files:+$newline}$value
      value=$(basename -- "$value")
    fi
    add_property "spark.dataproc.driverEnv.$name=$value"
  done
}

add_property() {
  properties=$properties${properties:+$newline}$1
}

# The flag lets the JVM compile the long methods that Spark generates for a wide table.
properties=
add_property "spark.driver.extraJavaOptions=-XX:-DontCompileHugeMethods"
add_property "spark.executor.extraJavaOptions=-XX:-DontCompileHugeMethods"
# Dataproc's default would let executors come and go, which the job refuses.
add_property "spark.dynamicAllocation.enabled=false"
add_property "spark.executor.instances=$executors"
[ -z "${SUBMIT_CONNECTOR_VERSION:-}" ] || add_property "dataproc.sparkBqConnector.version=$SUBMIT_CONNECTOR_VERSION"
secrets=${SUBMIT_SECRETS_PROJECT:-$SUBMIT_PROJECT}
if [ "$secrets" != none ]; then
  # The job's own secret has no dot in its name, but Google's Cloud Storage connector asks the same store for fs.gs.proxy.password
  # and the like. Secret Manager allows no dots: the provider puts hyphens for them.
  add_property "spark.hadoop.hadoop.security.credential.provider.path=gsm://projects/$secrets"
  add_property "spark.hadoop.hadoop.security.credstore.google-secret-manager.secret-id.substitute-dot-operator=true"
fi
pass_settings
wrong=$(printf '%s\n' "${SUBMIT_PROPERTIES:-}" | sed '/^[^=[:space:]]\{1,\}=/d; /^$/d')
[ -z "$wrong" ] || complain "Invalid SUBMIT_PROPERTIES: expected key=value in each line, found '$wrong'."
[ -z "${SUBMIT_PROPERTIES:-}" ] || add_property "$(printf '%s\n' "$SUBMIT_PROPERTIES" | sed '/^$/d')"

labels=application=shopsphere-warehouse,run-id=$run_id${SUBMIT_LABELS:+,$SUBMIT_LABELS}
expect SUBMIT_LABELS "$labels" '([a-z][a-z0-9_-]{0,62}=[a-z0-9_-]{0,63},?)+' "labels of lower-case letters, digits, - and _, between commas"

missing=$(printf '%s\n' "$files" | while IFS= read -r file; do
  case "$file" in
    '' | gs://*) ;;
    *) [ -f "$file" ] || printf '%s\n' "$file" ;;
  esac
done)
[ -z "$missing" ] || complain "Cannot find $missing: expected a file or a gs:// address (SUBMIT_FILES, WAREHOUSE_SOURCE_SSL_CA)."
if printf '%s\n' "$jar" "$files" | grep -qv '^gs://'; then
  need SUBMIT_DEPS_BUCKET "the bucket that the jar and the settings are copied to"
fi

find_gcloud

files=$(listed "$files") || exit
properties=$(listed "$properties") || exit
jar=$(listed "$jar") || exit

# The last option first, since each is put before those that are there.
set -- -- "$@"
[ "$wait" = yes ] || set -- --async "$@"
set -- "--properties=$properties" "$@"
[ -z "${SUBMIT_KMS_KEY:-}" ] || set -- "--kms-key=$SUBMIT_KMS_KEY" "$@"
[ -z "${SUBMIT_STAGING_BUCKET:-}" ] || set -- "--staging-bucket=$SUBMIT_STAGING_BUCKET" "$@"
[ -z "${SUBMIT_HISTORY_SERVER:-}" ] || set -- "--history-server-cluster=$SUBMIT_HISTORY_SERVER" "$@"
[ -z "${SUBMIT_TAGS:-}" ] || set -- "--tags=$SUBMIT_TAGS" "$@"
[ -z "${SUBMIT_SUBNET:-}" ] || set -- "--subnet=$SUBMIT_SUBNET" "$@"
[ -z "${SUBMIT_DEPS_BUCKET:-}" ] || set -- "--deps-bucket=$SUBMIT_DEPS_BUCKET" "$@"
[ -z "$files" ] || set -- "--files=$files" "$@"
set -- dataproc batches submit spark \
  "--project=$SUBMIT_PROJECT" \
  "--region=$SUBMIT_REGION" \
  "--batch=$batch" \
  "--request-id=$request" \
  "--version=$runtime" \
  "--ttl=$ttl" \
  "--service-account=$SUBMIT_SERVICE_ACCOUNT" \
  "--labels=$labels" \
  --class=com.shopsphere.warehouse.WarehouseJob \
  "--jars=$jar" \
  "$@"

echo "Run $run_id, batch $batch" >&2
call "$@"
