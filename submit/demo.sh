#!/bin/sh
# The whole job on generated data: builds the jar if need be, starts an embedded database, fills it, publishes the
# unified table, looks at it and builds the marts. Needs JDK 17, Maven and Python 3.11. Try --help, --scale 100, --thirteen-tables, --serve.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"

for tool in java mvn "${PYTHON:-python3.11}"; do
  if ! command -v "$tool" > /dev/null; then
    echo "Cannot find '$tool' on the PATH: the demo needs JDK 17, Maven 3.8 or later and Python 3.11 (PYTHON names another)." >&2
    exit 2
  fi
done

echo "Building the job (the first time, Maven downloads about 600 MB) ..."
mvn -q -B -DskipTests package

exec java -cp "target/test-classes:target/classes:$(cat target/test.classpath)" \
  -Dlog4j2.configurationFile=conf/log4j2.properties \
  com.shopsphere.warehouse.demo.Demo "$@"
