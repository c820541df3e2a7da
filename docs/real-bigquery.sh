#!/bin/sh
# Runs the tests of the BigQuery target against a project of Google's, by both connectors, where the build runs them against
# an emulator. They make datasets and remove them with all that is in them; datasets that are there already fail them.
# It costs what the queries and writes of some thousand rows cost. Left out: what needs a BigQuery that can be killed.
#
#   BIGQUERY_PROJECT=my-scratch-project BIGQUERY_LOCATION=US BIGQUERY_BUCKET=my-scratch-bucket \
#     BIGQUERY_TOKEN=$(gcloud auth print-access-token) docs/real-bigquery.sh
#
# BIGQUERY_BUCKET is an empty bucket in that location. Arguments go on to Maven: -Drows.scale=100 compares 100,000 lines.
set -eu

cd "$(dirname -- "$0")/.."

for name in BIGQUERY_PROJECT BIGQUERY_LOCATION BIGQUERY_BUCKET BIGQUERY_TOKEN; do
  if [ -z "$(printenv "$name" || true)" ]; then
    echo "Expected $name in the environment, found nothing; see the head of $0." >&2
    exit 2
  fi
done
export BIGQUERY_PROJECT BIGQUERY_LOCATION BIGQUERY_BUCKET BIGQUERY_TOKEN

rows='BigQueryRowsIT,BigQueryWriteIT'
mvn -B verify -Dtest=ArchitectureTest -DexcludedGroups=emulator \
  -Dbigquery.newer.connector.skip=true -Dit.test="BigQueryFaultsIT,BigQueryLandIT,BigQueryManifestIT,BigQueryTargetIT,$rows" "$@"
mvn -B failsafe:integration-test@newer-connector failsafe:verify@newer-connector -Dit.test="$rows" "$@"
