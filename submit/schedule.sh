#!/bin/sh
# Imports submit/workflow-template.yaml into Dataproc, and has Cloud Scheduler start it.
set -eu

usage() {
  cat <<'TEXT'
Usage: submit/schedule.sh [--dry-run]

Imports the workflow template, and makes or changes the Cloud Scheduler job that instantiates it. May be run again at any
time; a workflow that runs is not touched. With --dry-run the gcloud commands are printed instead, to be pasted.

Required in the environment:
  SUBMIT_PROJECT                    Google Cloud project to run in
  SUBMIT_REGION                     region, such as europe-west1
  SUBMIT_RELEASE                    address that submit/upload.sh printed
  SUBMIT_SERVICE_ACCOUNT            address of the service account that the cluster runs as
  SUBMIT_SCHEDULER_SERVICE_ACCOUNT  address of another, which may instantiate the template and no more
  SUBMIT_SUBNET                     subnet of the cluster, with Private Google Access; the cluster has internal addresses only
  WAREHOUSE_SOURCE_HOST             where MySQL listens, as seen from the subnet; not needed with WAREHOUSE_SOURCE_CLOUD_SQL_INSTANCE
  WAREHOUSE_SOURCE_USER             who logs in; the password is in Secret Manager
  WAREHOUSE_TARGET_BIGQUERY_STAGING_PATH  gs://... for what is merged and not yet published, and for the manifest

Optional in the environment:
  WAREHOUSE_TARGET_BIGQUERY_PROJECT  project of the datasets (default SUBMIT_PROJECT)
  WAREHOUSE_TARGET_BIGQUERY_DATASET  dataset that the job publishes to (default warehouse)
  WAREHOUSE_SOURCE_SSL_CA            gs:// address of the certificates of the server's authority
  WAREHOUSE_...                      further settings of the job, passed on to it; passwords and tokens are refused
  DBT_MARTS_BIGQUERY_DATASET         dataset of the marts (default marts)
  DBT_MARTS_BIGQUERY_LOCATION        location of both (default EU)
  SUBMIT_TEMPLATE           name of the template, of the Cloud Scheduler job, and of the cluster (default shopsphere-warehouse)
  SUBMIT_SCHEDULE           when to run, as in cron (default "0 3 * * *")
  SUBMIT_TIME_ZONE          time zone of the schedule (default Etc/UTC)
  SUBMIT_SCHEDULER_REGION   region of the Cloud Scheduler job (default SUBMIT_REGION)
  SUBMIT_TIMEOUT            seconds after which a workflow is ended, 600s to 86400s (default 14400s)
  SUBMIT_WORKERS            workers of the cluster, at least 2 (default 2)
  SUBMIT_EXECUTORS          executors of the job, whose number is fixed (default SUBMIT_WORKERS)
  SUBMIT_MACHINE            machine type of master and workers (default n2-standard-4)
  SUBMIT_STAGING_BUCKET     bucket for the cluster's own files (default: Dataproc's)
  SUBMIT_CONNECTOR_VERSION  version of the spark-bigquery connector (default: the image's own)
  SUBMIT_SECRETS_PROJECT    project whose Secret Manager is asked for passwords (default SUBMIT_PROJECT; none: no one is asked)
TEXT
}

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=submit/gcloud.sh
. "$root/submit/gcloud.sh"

read_dry_run "$@"
need SUBMIT_PROJECT "the Google Cloud project to run in"
need SUBMIT_REGION "a region, such as europe-west1"
need SUBMIT_RELEASE "the address that submit/upload.sh printed"
need SUBMIT_SERVICE_ACCOUNT "the address of the service account that the cluster runs as"
need SUBMIT_SCHEDULER_SERVICE_ACCOUNT "the address of the service account that instantiates the template"
need SUBMIT_SUBNET "the subnet of the cluster"
[ -n "${WAREHOUSE_SOURCE_CLOUD_SQL_INSTANCE:-}" ] || need WAREHOUSE_SOURCE_HOST "where MySQL listens"
need WAREHOUSE_SOURCE_USER "who logs in to MySQL"
need WAREHOUSE_TARGET_BIGQUERY_STAGING_PATH "a gs:// address"

template=${SUBMIT_TEMPLATE:-shopsphere-warehouse}
schedule=${SUBMIT_SCHEDULE:-0 3 * * *}
zone=${SUBMIT_TIME_ZONE:-Etc/UTC}
location=${SUBMIT_SCHEDULER_REGION:-$SUBMIT_REGION}
SUBMIT_TEMPLATE=$template
SUBMIT_TIMEOUT=${SUBMIT_TIMEOUT:-14400s}
SUBMIT_WORKERS=${SUBMIT_WORKERS:-2}
SUBMIT_EXECUTORS=${SUBMIT_EXECUTORS:-$SUBMIT_WORKERS}
SUBMIT_MACHINE=${SUBMIT_MACHINE:-n2-standard-4}
SUBMIT_SECRETS_PROJECT=${SUBMIT_SECRETS_PROJECT:-$SUBMIT_PROJECT}
[ "$SUBMIT_SECRETS_PROJECT" != none ] || SUBMIT_SECRETS_PROJECT=
export SUBMIT_TEMPLATE SUBMIT_TIMEOUT SUBMIT_WORKERS SUBMIT_EXECUTORS SUBMIT_MACHINE SUBMIT_SECRETS_PROJECT
certificates=${WAREHOUSE_SOURCE_SSL_CA:-}
export CERTIFICATES="${certificates##*/}"
export SUBMIT_RELEASE SUBMIT_SERVICE_ACCOUNT SUBMIT_SUBNET

expect SUBMIT_TEMPLATE "$template" '[a-z][a-z0-9-]{0,32}[a-z0-9]' "2 to 34 lower-case letters, digits and hyphens"
expect SUBMIT_RELEASE "$SUBMIT_RELEASE" 'gs://.+[^/]' "an address gs://... without a / at its end"
expect SUBMIT_TIMEOUT "$SUBMIT_TIMEOUT" '[6-9][0-9]{2}s|[1-9][0-9]{3}s|[1-7][0-9]{4}s|8[0-5][0-9]{3}s|86[0-3][0-9]{2}s|86400s' "600s to 86400s"
expect SUBMIT_WORKERS "$SUBMIT_WORKERS" '[2-9]|[1-9][0-9]+' "a number from 2"
expect SUBMIT_EXECUTORS "$SUBMIT_EXECUTORS" '[1-9][0-9]*' "a number from 1"
[ -z "${WAREHOUSE_SOURCE_HOST:-}" ] || expect WAREHOUSE_SOURCE_HOST "$WAREHOUSE_SOURCE_HOST" '[A-Za-z0-9.:-]+' "a host's name or address"
[ -z "$certificates" ] || expect WAREHOUSE_SOURCE_SSL_CA "$certificates" 'gs://.+[^/]' "an address gs://..."
expect WAREHOUSE_TARGET_BIGQUERY_STAGING_PATH "$WAREHOUSE_TARGET_BIGQUERY_STAGING_PATH" 'gs://.+' "an address gs://..."

# The job's settings for which the template has no place of their own.
further_settings() {
  names=$(setting_names) || exit
  for name in $names; do
    case "$name" in
      WAREHOUSE_SOURCE_HOST | WAREHOUSE_SOURCE_USER | WAREHOUSE_SOURCE_SSL_CA) ;;
      WAREHOUSE_TARGET_BIGQUERY_PROJECT | WAREHOUSE_TARGET_BIGQUERY_DATASET | WAREHOUSE_TARGET_BIGQUERY_STAGING_PATH) ;;
      *) printf '%s\n' "$name" ;;
    esac
  done
}

SETTINGS=$(further_settings) || exit
export SETTINGS

# The template with the environment's values for ${NAME}; a line of which one is not set is left out, and so are comments. The line
# with ${SETTING} is repeated for each of the further settings.
filled() {
  awk '
    function escaped(value) {
      gsub(/[\\"]/, "\\\\&", value)
      return value
    }
    BEGIN { settings = split(ENVIRON["SETTINGS"], setting, "\n") }
    /^ *#/ { next }
    (start = index($0, "${SETTING}")) > 0 {
      for (i = 1; i <= settings; i++) {
        printf "%s%s: \"%s\"\n", substr($0, 1, start - 1), setting[i], escaped(ENVIRON[setting[i]])
      }
      next
    }
    {
      line = $0
      done = ""
      while ((start = index(line, "${")) > 0) {
        rest = substr(line, start + 2)
        stop = index(rest, "}")
        value = ENVIRON[substr(rest, 1, stop - 1)]
        if (value == "") next
        done = done substr(line, 1, start - 1) escaped(value)
        line = substr(rest, stop + 1)
      }
      print done line
    }' "$root/submit/workflow-template.yaml"
}

# Names and values by turns, as an object of JSON.
object() {
  between=
  while [ $# -gt 0 ]; do
    one_line "$1" "$2"
    printf '%s"%s":"%s"' "$between" "$1" "$(printf '%s' "$2" | sed 's/[\\"]/\\&/g')"
    between=,
    shift 2
  done
}

set --
[ -z "${WAREHOUSE_SOURCE_HOST:-}" ] || set -- SOURCE_HOST "$WAREHOUSE_SOURCE_HOST"
parameters=$(object \
  JAR "$SUBMIT_RELEASE/shopsphere-warehouse.jar" \
  "$@" \
  SOURCE_USER "$WAREHOUSE_SOURCE_USER" \
  BIGQUERY_PROJECT "${WAREHOUSE_TARGET_BIGQUERY_PROJECT:-$SUBMIT_PROJECT}" \
  LOCATION "${DBT_MARTS_BIGQUERY_LOCATION:-EU}" \
  DATASET "${WAREHOUSE_TARGET_BIGQUERY_DATASET:-warehouse}" \
  MARTS_DATASET "${DBT_MARTS_BIGQUERY_DATASET:-marts}" \
  STAGING_PATH "$WAREHOUSE_TARGET_BIGQUERY_STAGING_PATH") || exit
# As a workflow of the same request runs, Dataproc starts no other: neither a repeated request nor a run that takes too long doubles it.
body="{\"requestId\":\"$template\",\"parameters\":{$parameters}}"

import_template() {
  set -- dataproc workflow-templates import "$template" "--project=$SUBMIT_PROJECT" "--region=$SUBMIT_REGION" --quiet
  if [ "$dry_run" = yes ]; then
    printf "%s <<'TEMPLATE'\n%s\nTEMPLATE\n" "$(call "$@")" "$(filled)"
  else
    filled | call "$@"
  fi
}

# create or update, and the option that each has for headers
schedule_job() {
  call scheduler jobs "$1" http "$template" \
    "--project=$SUBMIT_PROJECT" \
    "--location=$location" \
    "--schedule=$schedule" \
    "--time-zone=$zone" \
    "--uri=https://dataproc.googleapis.com/v1/projects/$SUBMIT_PROJECT/regions/$SUBMIT_REGION/workflowTemplates/$template:instantiate" \
    --http-method=POST \
    "$2=Content-Type=application/json" \
    "--message-body=$body" \
    "--oauth-service-account-email=$SUBMIT_SCHEDULER_SERVICE_ACCOUNT" \
    --oauth-token-scope=https://www.googleapis.com/auth/cloud-platform \
    --max-retry-attempts=3 \
    --min-backoff=30s \
    --max-backoff=300s \
    --attempt-deadline=60s
}

describe() {
  call scheduler jobs describe "$template" "--project=$SUBMIT_PROJECT" "--location=$location"
}

find_gcloud
import_template
if [ "$dry_run" = yes ]; then
  printf 'if %s > /dev/null 2>&1; then\n  %s\nelse\n  %s\nfi\n' \
    "$(describe)" "$(schedule_job update --update-headers)" "$(schedule_job create --headers)"
elif describe > /dev/null 2>&1; then
  schedule_job update --update-headers
else
  schedule_job create --headers
fi
