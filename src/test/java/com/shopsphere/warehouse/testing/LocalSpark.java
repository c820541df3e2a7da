package com.shopsphere.warehouse.testing;

import org.apache.spark.sql.SparkSession;

/** One small Spark for all tests of a JVM, with the settings that change the meaning of a query. */
public final class LocalSpark {

  private LocalSpark() {}

  /** The session; it ends with the JVM, so a test must not stop it. */
  public static SparkSession session() {
    return Holder.SESSION;
  }

  private static final class Holder {
    private static final SparkSession SESSION =
        quiet(
            SparkSession.builder()
                .master("local[1]")
                .appName("shopsphere-warehouse-tests")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.ansi.enabled", "false")
                .config("spark.sql.adaptive.enabled", "false")
                .config("spark.sql.autoBroadcastJoinThreshold", "-1")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
                .config("spark.sql.warehouse.dir", "target/spark-warehouse")
                .getOrCreate());

    private static SparkSession quiet(SparkSession session) {
      session.sparkContext().setLogLevel("WARN");
      return session;
    }
  }
}
