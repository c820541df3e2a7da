package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.failure.FileFailures;
import com.shopsphere.warehouse.failure.TargetException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Tables in BigQuery, with the manifest of the last run beside them and at the staging path.
 *
 * <p>The merge is computed once, into Parquet at the staging path, while the source is held at one
 * instant. What was checked there is written to a staging table by the connector, compared by
 * queries of BigQuery, and published from there.
 */
final class BigQueryTarget implements Target {

  private final TargetConfig.BigQuery config;
  private final RunId run;
  private final BigQueryOutputs outputs;
  private final Thread whenTheProcessEnds;
  private @Nullable StagingDirectory staging;

  private BigQueryTarget(TargetConfig.BigQuery config, RunId run, BigQueryOutputs outputs) {
    this.config = requireNonNull(config, "config");
    this.run = requireNonNull(run, "run");
    this.outputs = requireNonNull(outputs, "outputs");
    this.whenTheProcessEnds = new Thread(outputs::close, "remove-staging");
    Runtime.getRuntime().addShutdownHook(whenTheProcessEnds);
  }

  static BigQueryTarget open(
      TargetConfig.BigQuery config, RunId run, List<TableDesign> landed, TableDesign unified) {
    return new BigQueryTarget(config, run, BigQueryOutputs.open(config, run, landed, unified));
  }

  @Override
  public String describe() {
    return config.qualifiedTable();
  }

  @Override
  public String stagingPlace() {
    return config.writing().stagingPath() + " (target.bigquery.staging-path)";
  }

  @Override
  public StagedTable stage(String table, Dataset<Row> rows, Map<String, String> parquetOptions) {
    String path = staging(rows.sparkSession()).rows(table).toString();
    // Over what an attempt that was given up has left.
    rows.write().options(parquetOptions).mode(SaveMode.Overwrite).parquet(path);
    return new StagedTable(table, path);
  }

  /** The file system is asked for by Spark's settings, hence not before there is a session. */
  private StagingDirectory staging(SparkSession spark) {
    if (staging == null) {
      try {
        Path directory =
            new Path(config.writing().stagingPath(), "%s-%s".formatted(config.table(), run));
        staging = StagingDirectory.create(directory, spark.sparkContext().hadoopConfiguration());
      } catch (IOException | IllegalArgumentException unusable) {
        throw new TargetException(
            "Cannot stage the table in %s (target.bigquery.staging-path): %s."
                .formatted(config.writing().stagingPath(), FileFailures.text(unusable)),
            unusable);
      }
    }
    return staging;
  }

  @Override
  public Publication publish(List<StagedTable> landed, StagedTable unified, String manifest) {
    SparkSession spark = SparkSession.active();
    List<Dataset<Row>> rows =
        Stream.concat(landed.stream(), Stream.of(unified))
            .map(table -> spark.read().parquet(table.path()))
            .toList();
    Instant publishedAt = outputs.publish(rows, manifest);
    publishManifest(staging(spark), manifest);
    return new Publication(config.qualifiedTable(), OptionalLong.empty(), publishedAt);
  }

  private void publishManifest(StagingDirectory directory, String manifest) {
    Path file = new Path(config.writing().stagingPath(), config.table() + ".manifest.json");
    try {
      directory.publish(manifest, file);
    } catch (IOException unwritable) {
      throw new TargetException(
          "Cannot write the manifest %s (target.bigquery.staging-path): %s; the table %s was published."
              .formatted(file, FileFailures.text(unwritable), config.qualifiedTable()),
          unwritable);
    }
  }

  @Override
  public void close() {
    if (staging != null) {
      staging.close();
    }
    outputs.close();
    try {
      Runtime.getRuntime().removeShutdownHook(whenTheProcessEnds);
    } catch (IllegalStateException endingAnyway) {
      // The hook is running.
    }
  }
}
