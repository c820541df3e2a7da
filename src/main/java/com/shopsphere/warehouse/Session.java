package com.shopsphere.warehouse;

import com.shopsphere.warehouse.extract.Cluster;
import com.shopsphere.warehouse.extract.OneProcess;
import com.shopsphere.warehouse.extract.TableSplits;
import com.shopsphere.warehouse.extract.Workplaces;
import com.shopsphere.warehouse.verify.Inspection;
import java.util.Collection;
import java.util.OptionalInt;
import org.apache.spark.SparkContext;
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

  static SparkSession start() {
    return SparkSession.builder().appName("shopsphere-warehouse").getOrCreate();
  }

  /** Where tasks run, and how many connections that takes. */
  static Workplaces workplaces(SparkSession spark, OptionalInt connections) {
    SparkContext context = spark.sparkContext();
    return context.isLocal()
        ? new OneProcess(localConnections(connections, context.defaultParallelism()))
        : new Cluster(context, connections);
  }

  /**
   * Connections on a local master: by default enough for the tasks, and for the questions before.
   */
  static int localConnections(OptionalInt configured, int cores) {
    return configured.orElse(Math.max(Inspection.WIDTH, cores));
  }

  /** Partitions for a shuffle of the largest table. */
  static long partitions(SparkSession spark, Collection<TableSplits> splits) {
    long largest = splits.stream().mapToLong(TableSplits::rows).max().orElse(0);
    return Math.max(spark.sparkContext().defaultParallelism(), largest / ROWS_PER_PARTITION + 1);
  }

  /**
   * Makes the settings that a merge relies on, whoever started the session.
   *
   * @param partitions of a shuffle, at least 1
   */
  static void configure(SparkSession spark, long partitions) {
    set(spark, "spark.sql.shuffle.partitions", Long.toString(partitions));
    set(spark, "spark.sql.session.timeZone", "UTC");
    // A sum that overflows is caught where it is formed, and told with its key.
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
    // Days before 1582 are those of the calendar that MySQL reckons by.
    set(spark, "spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED");
    set(spark, "spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED");
  }

  private static void set(SparkSession spark, String key, String value) {
    spark.conf().set(key, value);
  }
}
