#!/bin/sh
# Copies what scheduled runs need to Cloud Storage: the jar, the settings as one file, and what builds the marts.
set -eu

usage() {
  cat <<'TEXT'
Usage: submit/upload.sh [--dry-run]

Copies to gs://SUBMIT_DEPS_BUCKET/shopsphere-warehouse/VERSION-DIGEST, and prints that address: the value of SUBMIT_RELEASE for
submit/schedule.sh and for the Airflow DAG. Other contents have another address, so that no run finds files exchanged,
and an earlier release can be gone back to. With --dry-run the gcloud commands are printed instead, to be pasted.

Environment:
  SUBMIT_DEPS_BUCKET      bucket to copy to; required
  SUBMIT_JAR              the job's jar (default: the one below target/)
  SUBMIT_CONFIG           file of settings (default conf/dataproc.conf); what it includes becomes part of it
  SUBMIT_PYTHONS          versions of Python to pack dbt for (default "3.11 3.12", Dataproc's)
  PYTHON                  Python 3.9 or later with pip, to pack dbt (default python3)
TEXT
}

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=submit/gcloud.sh
. "$root/submit/gcloud.sh"

read_dry_run "$@"
need SUBMIT_DEPS_BUCKET "the bucket to copy to"
find_gcloud
find_jar
[ -f "$jar" ] || complain "Invalid SUBMIT_JAR: expected a file, found '$jar'."
version=$(basename -- "$jar" .jar)
version=${version#shopsphere-warehouse-}

# A file of settings with the files that it includes in the places where it does.
inlined() {
  beside=$(dirname -- "$1")
  while IFS= read -r line; do
    included=$(printf '%s\n' "$line" | sed -n 's/^[[:space:]]*include[^"#]*"\([^"]*\)".*/\1/p')
    if [ -n "$included" ]; then
      inlined "$beside/$included"
    else
      printf '%s\n' "$line"
    fi
  done < "$1"
}

release=$root/target/release
rm -rf "$release"
mkdir -p "$release"
config=${SUBMIT_CONFIG:-$root/conf/dataproc.conf}
with_included "$config" > /dev/null
[ -f "$config" ] || complain "Invalid SUBMIT_CONFIG: expected a file, found '$config'."
inlined "$config" > "$release/warehouse.conf"
cp "$jar" "$release/shopsphere-warehouse.jar"
cp "$root/submit/marts_step.py" "$root/submit/java17.sh" "$release"
# shellcheck disable=SC2086
"${PYTHON:-python3}" "$root/submit/marts_archive.py" "$release/marts.zip" --python ${SUBMIT_PYTHONS:-3.11 3.12} >&2 \
  || complain "Cannot pack dbt for the marts: see above. PYTHON names another Python."

digest=$(cat "$release"/* | sha1 | cut -c1-8)
address=gs://$SUBMIT_DEPS_BUCKET/shopsphere-warehouse/$version-$digest
call storage cp "$release/*" "$address/" || complain "Cannot copy to $address: see above."
[ "$dry_run" = yes ] || echo "$address"
