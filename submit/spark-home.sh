#!/bin/sh
# Prints the Spark home to use: SPARK_HOME if it is set, else a Spark 3.5 for Scala 2.13 put together below
# target/ from Maven artifacts (mvn package copies the jars; this adds the start script that a distribution has).
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)

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
# Spark's own launcher builds the java command, with a NUL behind each word; this runs it. As old a bash as macOS has
# must do.
set -euo pipefail
export SPARK_HOME=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export SPARK_SCALA_VERSION=2.13
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
words=()
while IFS= read -r -d '' word; do
  words+=("$word")
done < <(
  "$java" -Xmx128m -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@"
  printf '%d\0' $?
)
count=${#words[@]}
status=${words[count - 1]}
# An empty word comes first, and a line end begins the next.
if [ "$status" != 0 ] || [ "$count" -lt 3 ]; then
  exit "$status"
fi
exec "${words[1]#$'\n'}" "${words[@]:2:count - 3}"
SCRIPT
chmod +x "$home/bin/spark-submit.$$"
mv "$home/bin/spark-submit.$$" "$home/bin/spark-submit"
echo "$home"
