package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.failure.TargetException;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * A BigQuery table, replaced by the spark-bigquery connector from a staged copy.
 *
 * <p>The merge is computed once, into Parquet at the staging path; what was checked there is what
 * is written. The connector's overwrite loads a temporary table and replaces the rows of the
 * published one by one job. Afterwards the published rows are counted again.
 */
final class BigQueryTarget implements Target {

  private static final String FORMAT = "bigquery";

  private final TargetConfig.BigQuery config;
  private final Path staging;

  BigQueryTarget(TargetConfig.BigQuery config, RunId run) {
    this.config = requireNonNull(config, "config");
    this.staging = new Path(config.stagingPath(), config.table() + "-" + run);
  }

  @Override
  public String describe() {
    return config.qualifiedTable();
  }

  @Override
  public StagedTable stage(Dataset<Row> unified, Map<String, String> parquetOptions) {
    unified.write().options(parquetOptions).parquet(staging.toString());
    return new StagedTable(staging.toString());
  }

  @Override
  public Publication publish(StagedTable staged, String manifest) {
    SparkSession spark = SparkSession.active();
    Dataset<Row> rows = spark.read().parquet(staged.path());
    DataFrameWriter<Row> writer =
        rows.write()
            .format(FORMAT)
            .mode(SaveMode.Overwrite)
            .option("parentProject", config.billingProject())
            .option("writeMethod", config.writeMethod().toString())
            .options(config.options());
    config.temporaryGcsBucket().ifPresent(bucket -> writer.option("temporaryGcsBucket", bucket));
    writer.save(config.qualifiedTable());
    requireAllRows(spark, rows.count());
    return new Publication(config.qualifiedTable(), OptionalLong.empty(), Instant.now());
  }

  /** The connector has been known to report success for rows that never arrived. */
  private void requireAllRows(SparkSession spark, long expected) {
    DataFrameReader reader =
        spark
            .read()
            .format(FORMAT)
            .option("parentProject", config.billingProject())
            .options(config.options());
    long found = reader.load(config.qualifiedTable()).count();
    if (found != expected) {
      throw new TargetException(
          "Cannot confirm the publication of %s: expected %d rows, found %d."
              .formatted(config.qualifiedTable(), expected, found));
    }
  }

  @Override
  public void close() {
    try {
      SparkSession spark = SparkSession.active();
      staging.getFileSystem(spark.sparkContext().hadoopConfiguration()).delete(staging, true);
    } catch (IOException | IllegalStateException leftBehind) {
      // Without a Spark session nothing was staged.
    }
  }
}
