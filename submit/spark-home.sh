#!/bin/sh
# Prints the Spark home to use: SPARK_HOME if it is set, else a Spark 3.5 for Scala 2.13 put together below
# target/ from Maven artifacts (mvn package copies the jars; this adds the start script that a distribution has).
set -eu

root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)

if [ -n "${SPARK_HOME:-}" ]; then
  if [ ! -x "$SPARK_HOME/bin/spark-submit" ]; then
    echo "Cannot use SPARK_HOME=$SPARK_HOME: it holds no bin/spark-submit." >&2
    exit 2
  fi
  echo "$SPARK_HOME"
  exit 0
fi

home=$root/target/spark-home
if [ ! -d "$home/jars" ]; then
  echo "Cannot find a Spark: set SPARK_HOME to a Spark 3.5 for Scala 2.13, or run 'mvn -DskipTests package' first." >&2
  exit 2
fi

mkdir -p "$home/bin"
cat > "$home/bin/spark-submit.$$" <<'SCRIPT'
#!/bin/bash
# Spark's own launcher builds the java command; this runs it.
set -euo pipefail
export SPARK_HOME=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export SPARK_SCALA_VERSION=2.13
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
mapfile -d '' -t command < <(
  "$java" -Xmx128m -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@"
  printf '%d\0' $?
)
status=${command[-1]}
unset 'command[-1]' 'command[0]' # an empty one comes first, and a line end begins the next
command=("${command[@]}")
if [ "$status" != 0 ] || [ "${#command[@]}" -eq 0 ]; then
  exit "$status"
fi
command[0]=${command[0]#$'\n'}
exec "${command[@]}"
SCRIPT
chmod +x "$home/bin/spark-submit.$$"
mv "$home/bin/spark-submit.$$" "$home/bin/spark-submit"
echo "$home"
