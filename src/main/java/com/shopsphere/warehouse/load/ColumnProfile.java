package com.shopsphere.warehouse.load;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.md5;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Figures of one column that Spark and BigQuery compute alike from its values, whatever their
 * order. Every figure is a number, or NULL if there are no values.
 *
 * <p>Numbers and times are summed exactly. Of texts and bytes the first 60 bits of their MD5 are
 * summed, which no single altered, lost or doubled value leaves as it was. Binary fractions have no
 * exact sum: their least and greatest are compared.
 */
final class ColumnProfile {

  private static final DataType WHOLE = DataTypes.createDecimalType(38, 0);

  private ColumnProfile() {}

  /** What the first figure of every column is called. */
  static final String VALUES = "number of values";

  /**
   * One figure.
   *
   * @param what it is, for messages: {@code sum}
   */
  record Measure(String what, Column spark, String sql) {}

  /**
   * The figures of a column.
   *
   * @param name as Spark knows it
   * @param sql as a query of BigQuery knows it
   * @param type in Spark; no array and no struct
   */
  static List<Measure> of(String name, String sql, DataType type) {
    Column column = col(name);
    Measure values = new Measure(VALUES, count(column), "COUNT(%s)".formatted(sql));
    if (type instanceof DoubleType || type instanceof FloatType) {
      Column exact = column.cast(DataTypes.DoubleType);
      return List.of(
          values,
          new Measure("least value", min(exact), "MIN(%s)".formatted(sql)),
          new Measure("greatest value", max(exact), "MAX(%s)".formatted(sql)));
    }
    return List.of(values, total(column, sql, type));
  }

  private static Measure total(Column column, String sql, DataType type) {
    if (type instanceof BooleanType) {
      return new Measure(
          "number of true", count(when(column, lit(1))), "COUNTIF(%s)".formatted(sql));
    }
    if (type instanceof StringType || type instanceof BinaryType) {
      Column bits = conv(substring(md5(column.cast(DataTypes.BinaryType)), 1, 15), 16, 10);
      return new Measure(
          "sum of hashes",
          sum(bits.cast(WHOLE)),
          summed("CAST(CONCAT('0x', SUBSTR(TO_HEX(MD5(%s)), 1, 15)) AS INT64)".formatted(sql)));
    }
    if (type instanceof DateType) {
      return new Measure(
          "sum of days",
          sum(unix_date(column).cast(WHOLE)),
          summed("UNIX_DATE(%s)".formatted(sql)));
    }
    if (type instanceof TimestampType) {
      return new Measure(
          "sum of microseconds",
          sum(unix_micros(column).cast(WHOLE)),
          summed("UNIX_MICROS(%s)".formatted(sql)));
    }
    if (type instanceof TimestampNTZType) {
      return new Measure(
          "sum of microseconds",
          sum(unix_micros(column.cast(DataTypes.TimestampType)).cast(WHOLE)),
          summed("UNIX_MICROS(TIMESTAMP(%s))".formatted(sql)));
    }
    if (type instanceof DecimalType decimal) {
      DataType wide = DataTypes.createDecimalType(38, decimal.scale());
      return new Measure("sum", sum(column.cast(wide)), "SUM(%s)".formatted(sql));
    }
    return new Measure("sum", sum(column.cast(WHOLE)), summed(sql));
  }

  /** As NUMERIC, lest a sum of INT64 overflows. */
  private static String summed(String whole) {
    return "SUM(CAST(%s AS NUMERIC))".formatted(whole);
  }
}
