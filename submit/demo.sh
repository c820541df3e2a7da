#!/bin/sh
# The whole job on generated data: builds the jar if need be, starts an embedded database, fills it, publishes the
# unified table and looks at it. Needs JDK 17 and Maven. Try --help, --scale 100, --thirteen-tables, --serve.
set -eu

root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"

for tool in java mvn; do
  if ! command -v "$tool" > /dev/null; then
    echo "Cannot find '$tool' on the PATH: the demo needs JDK 17 and Maven 3.8 or later." >&2
    exit 2
  fi
done

echo "Building the job (the first time, Maven downloads about 600 MB) ..."
mvn -q -B -DskipTests package

exec java -cp "target/test-classes:target/classes:$(cat target/test.classpath)" \
  -Dlog4j2.configurationFile=conf/log4j2.properties \
  com.shopsphere.warehouse.demo.Demo "$@"
