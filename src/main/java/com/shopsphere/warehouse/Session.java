package com.shopsphere.warehouse;

import com.shopsphere.warehouse.extract.TableSplits;
import java.util.Collection;
import org.apache.spark.sql.SparkSession;

/** The Spark session of a run. Resources and master are the submitter's to choose. */
final class Session {

  /**
   * A hash table over one shuffle partition must fit the share of the heap that a task has; so a
   * partition holds this many rows, however many there are.
   */
  private static final long ROWS_PER_PARTITION = 100_000;

  /** Groups of one partition; more than a partition has rows, but for the largest of all tables. */
  private static final String HASHED_GROUPS = Long.toString(10 * ROWS_PER_PARTITION);

  private Session() {}

  static SparkSession start(Collection<TableSplits> splits) {
    SparkSession spark = SparkSession.builder().appName("shopsphere-warehouse").getOrCreate();
    long largest = splits.stream().mapToLong(TableSplits::rows).max().orElse(0);
    int cores = spark.sparkContext().defaultParallelism();
    long partitions = Math.max(cores, largest / ROWS_PER_PARTITION + 1);
    configure(spark, partitions);
    return spark;
  }

  /**
   * Makes the settings that a merge relies on, whoever started the session.
   *
   * @param partitions of a shuffle, at least 1
   */
  static void configure(SparkSession spark, long partitions) {
    set(spark, "spark.sql.shuffle.partitions", Long.toString(partitions));
    set(spark, "spark.sql.session.timeZone", "UTC");
    // A cast that fails is caught where the column is mapped, and named there.
    set(spark, "spark.sql.ansi.enabled", "false");
    // Otherwise ENUM and CHAR would be padded with blanks.
    set(spark, "spark.sql.legacy.charVarcharAsString", "true");
    // Sides to broadcast are marked by their size in the source, which Spark does not know.
    set(spark, "spark.sql.autoBroadcastJoinThreshold", "-1");
    // Partitions are sized above; merging them again would outgrow the hash tables.
    set(spark, "spark.sql.adaptive.enabled", "false");
    // Rows are grouped in hash tables of a partition each; by default Spark would soon sort
    // instead.
    set(spark, "spark.sql.objectHashAggregate.sortBased.fallbackThreshold", HASHED_GROUPS);
    // A table that was shuffled by the order is not shuffled again for a join by order and product.
    set(spark, "spark.sql.requireAllClusterKeysForCoPartition", "false");
    // The unified table is wider than what Spark compiles by default.
    set(spark, "spark.sql.codegen.maxFields", "2000");
    set(spark, "spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
  }

  private static void set(SparkSession spark, String key, String value) {
    spark.conf().set(key, value);
  }
}
