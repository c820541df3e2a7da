package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.failure.TargetException;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** The published table, through the spark-bigquery connector. */
final class BigQueryTable {

  private static final String FORMAT = "bigquery";

  private final TargetConfig.BigQuery config;
  private final BigQueryFailures failures;

  BigQueryTable(TargetConfig.BigQuery config) {
    this.config = requireNonNull(config, "config");
    this.failures = new BigQueryFailures(config);
  }

  /**
   * Replaces all rows, or makes the table. The connector fills a temporary table in the same
   * dataset; one job then replaces the rows of the published one.
   *
   * @throws TargetException if the connector or BigQuery refuses; the old rows are as they were
   */
  void replace(Dataset<Row> rows) {
    hideOptions(rows.sparkSession());
    DataFrameWriter<Row> writer =
        rows.write()
            .format(FORMAT)
            .mode(SaveMode.Overwrite)
            .option("parentProject", config.billingProject())
            .option("writeMethod", config.writeMethod().toString())
            .options(config.options());
    config.temporaryGcsBucket().ifPresent(bucket -> writer.option("temporaryGcsBucket", bucket));
    try {
      writer.save(config.qualifiedTable());
    } catch (Exception refused) {
      // Scala code throws checked exceptions without declaring them.
      throw failures.replacing(refused);
    }
  }

  /**
   * Reads the published table back and compares it with the rows that it was to be replaced by.
   *
   * <p>The connector does not look at the outcome of the job that replaces the rows, and has been
   * known to report success for rows that never arrived. The number of rows alone, or the keys
   * alone, would not tell: they are often those of the previous run. The fingerprint covers every
   * value of every row, so that it proves that the rows are of this run, all there, once, and
   * unaltered by the conversions on the way. It costs one read of the table.
   *
   * @throws TargetException if they differ or cannot be read
   */
  void requireEqual(Dataset<Row> rows) {
    Fingerprint expected = Fingerprint.of(rows, rows.schema());
    try {
      Dataset<Row> published = published(rows.sparkSession());
      requireRows(expected.rows(), published.count());
      Fingerprint found = Fingerprint.of(published, rows.schema());
      requireRows(expected.rows(), found.rows());
      if (!found.equals(expected)) {
        throw new TargetException(
            "Cannot confirm the publication of %s: it has the expected %d rows, but not all of their values are those of this run."
                .formatted(config.qualifiedTable(), expected.rows()));
      }
    } catch (TargetException different) {
      throw different;
    } catch (Exception unreadable) {
      throw failures.confirming(unreadable);
    }
  }

  private Dataset<Row> published(SparkSession spark) {
    return spark
        .read()
        .format(FORMAT)
        .option("parentProject", config.billingProject())
        .options(config.options())
        .load(config.qualifiedTable());
  }

  private void requireRows(long expected, long found) {
    if (found != expected) {
      throw new TargetException(
          "Cannot confirm the publication of %s: expected %d rows, found %d."
              .formatted(config.qualifiedTable(), expected, found));
    }
  }

  /** Spark shows the options of a write in its UI and event log; by itself it hides tokens only. */
  private static void hideOptions(SparkSession spark) {
    spark.conf().set("spark.sql.redaction.options.regex", "(?i)url|credential|secret|password");
  }
}
