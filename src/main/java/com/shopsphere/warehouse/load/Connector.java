package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.failure.TargetException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

/**
 * The spark-bigquery connector on the class path.
 *
 * @param version as it tells itself
 * @param datetime whether it writes local times
 */
record Connector(String version, boolean datetime) {

  /** In every connector since its beginnings. */
  private static final String PROPERTIES = "spark-bigquery-connector.properties";

  /** In those for Spark 3.4 and later: what they write besides the types of older Sparks. */
  private static final String CONVERTERS =
      "META-INF/services/com.google.cloud.spark.bigquery.TypeConverter";

  Connector {
    requireNonNull(version, "version");
  }

  /**
   * @throws TargetException if there is none, or more than one
   */
  static Connector onTheClassPath() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      List<URL> found = Collections.list(loader.getResources(PROPERTIES));
      if (found.isEmpty()) {
        throw new TargetException(
            "Cannot write to BigQuery: Spark has no spark-bigquery connector; Dataproc brings one, elsewhere give its jar to spark-submit (--jars).");
      }
      if (found.size() > 1) {
        throw new TargetException(
            "Cannot write to BigQuery: expected one spark-bigquery connector on Spark's class path, found %d (%s, %s)."
                .formatted(found.size(), found.get(0), found.get(1)));
      }
      return new Connector(version(found.get(0)), writesLocalTimes(loader));
    } catch (IOException unreadable) {
      throw new TargetException(
          "Cannot write to BigQuery: the spark-bigquery connector on Spark's class path cannot be read.",
          unreadable);
    }
  }

  private static String version(URL properties) throws IOException {
    Properties read = new Properties();
    try (InputStream text = properties.openStream()) {
      read.load(text);
    }
    return read.getProperty("connector.version", "unknown");
  }

  private static boolean writesLocalTimes(ClassLoader loader) throws IOException {
    for (URL converters : Collections.list(loader.getResources(CONVERTERS))) {
      try (InputStream names = converters.openStream()) {
        if (new String(names.readAllBytes(), StandardCharsets.UTF_8).contains("TimestampNTZ")) {
          return true;
        }
      }
    }
    return false;
  }
}
