package com.shopsphere.warehouse.load;

import com.shopsphere.warehouse.config.TargetConfig;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Where a run publishes its table: staged first, then made visible in one atomic step. Until that
 * step the published table is as it was, whatever happens.
 */
public sealed interface Target extends AutoCloseable permits ParquetTarget, BigQueryTarget {

  /**
   * Makes sure, without reading the source, that the run can write.
   *
   * @throws com.shopsphere.warehouse.failure.TargetException if it cannot, naming the setting
   * @throws com.shopsphere.warehouse.failure.TargetBusyException if another run holds the target
   */
  static Target open(TargetConfig config, RunId run) {
    if (config instanceof TargetConfig.Parquet parquet) {
      return ParquetTarget.open(parquet, run);
    }
    return new BigQueryTarget((TargetConfig.BigQuery) config, run);
  }

  /** What is written, for messages. */
  String describe();

  /**
   * Computes and writes the table where no reader looks.
   *
   * @param parquetOptions of Spark's Parquet writer
   * @throws com.shopsphere.warehouse.failure.TargetException if it cannot be written
   */
  StagedTable stage(Dataset<Row> unified, Map<String, String> parquetOptions);

  /**
   * Makes a staged table the published one.
   *
   * @param manifest JSON that describes the run, put beside the table
   */
  Publication publish(StagedTable staged, String manifest);

  /** Removes what is staged and lets other runs in. */
  @Override
  void close();
}
