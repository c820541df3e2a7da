package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_trunc;

import com.shopsphere.warehouse.config.PartitionUnit;
import com.shopsphere.warehouse.failure.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.TimestampNTZType;

/**
 * The partitions that rows fall into.
 *
 * @param column by which the table is divided
 * @param type GoogleSQL's: DATE, DATETIME or TIMESTAMP
 * @param begins literals of the moments at which they begin
 * @param ofNull whether there are rows without a value
 */
record HeldPartitions(
    String column, String type, PartitionUnit unit, List<String> begins, boolean ofNull) {

  HeldPartitions {
    requireNonNull(column, "column");
    requireNonNull(type, "type");
    requireNonNull(unit, "unit");
    begins = List.copyOf(begins);
  }

  /**
   * Reads the rows once.
   *
   * @throws TargetException if one job cannot write so many
   */
  static HeldPartitions of(Dataset<Row> rows, String column, PartitionUnit unit) {
    DataType type = rows.schema().apply(column).dataType();
    Column begin = date_trunc(unit.toString(), col("`%s`".formatted(column)).cast("timestamp_ntz"));
    List<Row> found =
        rows.select(begin.cast("string"))
            .distinct()
            .limit(BigQueryLimits.MOST_PARTITIONS_OF_A_JOB + 1)
            .collectAsList();
    if (found.size() > BigQueryLimits.MOST_PARTITIONS_OF_A_JOB) {
      throw new TargetException(
          "Cannot write partitions of %s by %s (target.bigquery.partition-column, target.bigquery.partition-by): BigQuery takes at most %,d in one job, and the rows fall into more."
              .formatted(column, unit, BigQueryLimits.MOST_PARTITIONS_OF_A_JOB));
    }
    List<String> begins = new ArrayList<>();
    for (Row row : found) {
      if (!row.isNullAt(0)) {
        begins.add(literal(type, row.getString(0)));
      }
    }
    return new HeldPartitions(column, name(type), unit, begins, begins.size() < found.size());
  }

  private static String name(DataType type) {
    if (type instanceof DateType) {
      return "DATE";
    }
    return type instanceof TimestampNTZType ? "DATETIME" : "TIMESTAMP";
  }

  private static String literal(DataType type, String begin) {
    return switch (name(type)) {
      case "DATE" -> "DATE '%s'".formatted(begin.substring(0, 10));
      case "DATETIME" -> "DATETIME '%s'".formatted(begin);
      default -> "TIMESTAMP '%s+00'".formatted(begin);
    };
  }

  /** Whether a row is in one of them, as a condition of GoogleSQL. */
  String condition() {
    String name = Sql.name(column);
    List<String> either = new ArrayList<>();
    if (!begins.isEmpty()) {
      either.add(
          "%s_TRUNC(%s, %s) IN (%s)"
              .formatted(
                  type,
                  name,
                  unit.name().toUpperCase(Locale.ROOT),
                  begins.stream().sorted().collect(Collectors.joining(", "))));
    }
    if (ofNull) {
      either.add(name + " IS NULL");
    }
    return either.isEmpty() ? "FALSE" : String.join(" OR ", either);
  }
}
