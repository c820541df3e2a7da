package com.shopsphere.warehouse.load;

import com.shopsphere.warehouse.config.TargetConfig;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Where a run publishes its tables: all are staged first, then each is made visible in one atomic
 * step. Until that step the published table is as it was, whatever happens.
 */
public sealed interface Target extends AutoCloseable permits ParquetTarget, BigQueryTarget {

  /**
   * Makes sure, without reading the source, that the run can write.
   *
   * @param landed the tables that will be published beside the unified one
   * @throws com.shopsphere.warehouse.failure.TargetException if it cannot, naming the setting
   * @throws com.shopsphere.warehouse.failure.TargetBusyException if another run holds the target
   */
  static Target open(
      TargetConfig config, RunId run, List<TableDesign> landed, TableDesign unified) {
    if (config instanceof TargetConfig.Parquet parquet) {
      return ParquetTarget.open(parquet, landed.stream().map(TableDesign::table).toList(), run);
    }
    return BigQueryTarget.open((TargetConfig.BigQuery) config, run, landed, unified);
  }

  /** What is written, for messages. */
  String describe();

  /** Where files are staged, for messages about a disk. */
  String stagingPlace();

  /**
   * Computes and writes a table where no reader looks.
   *
   * @param table name under which it will be published
   * @param parquetOptions of Spark's Parquet writer
   * @throws com.shopsphere.warehouse.failure.TargetException if it cannot be written
   */
  StagedTable stage(String table, Dataset<Row> rows, Map<String, String> parquetOptions);

  /**
   * Makes the staged tables the published ones: first those that are landed, in their order, then
   * the unified one. Each appears at once, all together do not: in between, and for good if the
   * process is killed there, landed tables are newer than the unified one.
   *
   * @param manifest JSON that describes the run, put beside the unified table
   * @return the publication of the unified table
   * @throws com.shopsphere.warehouse.failure.TargetException if one cannot be published; those that
   *     were before are named, in the message or by a warning
   */
  Publication publish(List<StagedTable> landed, StagedTable unified, String manifest);

  /** Removes what is staged and lets other runs in. */
  @Override
  void close();
}
