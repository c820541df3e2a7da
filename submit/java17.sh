#!/bin/sh
# Initialization action of a Dataproc cluster, whose images start Spark with an older Java: makes shopsphere-java below
# /usr/lib/jvm lead to a Java 17, to the image's own if it has one, else to Debian's package.
set -eu

directory=${JVM_DIRECTORY:-/usr/lib/jvm}

java_17() {
  for home in "$directory"/*; do
    if [ -x "$home/bin/java" ] && "$home/bin/java" -version 2>&1 | grep -q 'version "17\.'; then
      echo "$home"
      return
    fi
  done
}

found=$(java_17)
if [ -z "$found" ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get -q update
  apt-get -q install --yes --no-install-recommends openjdk-17-jre-headless
  found=$(java_17)
fi
if [ -z "$found" ]; then
  echo "Cannot find a Java 17 below $directory: expected one from the image or from the package openjdk-17-jre-headless." >&2
  exit 2
fi
ln -sfn "$found" "$directory/shopsphere-java"
