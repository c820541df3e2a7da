package com.shopsphere.warehouse.extract;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table of the source as a DataFrame; its columns are named by {@link #columnName}.
 *
 * @param sql what a read without splits would send to MySQL
 * @param bytes estimated size of the rows in memory
 * @param counted what has been read so far
 */
public record Extracted(
    String role,
    String sql,
    Dataset<Row> rows,
    TableSplits splits,
    long bytes,
    Supplier<ReadFigures> counted) {

  public Extracted {
    requireNonNull(role, "role");
    requireNonNull(sql, "sql");
    requireNonNull(rows, "rows");
    requireNonNull(splits, "splits");
    requireNonNull(counted, "counted");
  }

  /** What has been read so far; all of it once the rows have been written. */
  public ReadFigures figures() {
    return counted.get();
  }

  /** Name of a source column in the DataFrame of its role: unique in the whole tree. */
  public static String columnName(String role, String column) {
    return role + "/" + column;
  }
}
