package com.shopsphere.warehouse.load;

import com.shopsphere.warehouse.config.DatetimeForm;
import java.util.Map;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * BigQuery's types for Spark's, as the spark-bigquery connector chooses them when it makes a table.
 */
public final class BigQueryType {

  /** Most digits of a NUMERIC after the point; beyond them the connector chooses BIGNUMERIC. */
  private static final int NUMERIC_SCALE = 9;

  /** Most digits of a NUMERIC before the point. */
  private static final int NUMERIC_WHOLE_DIGITS = 29;

  private BigQueryType() {}

  /**
   * A type as DDL writes it: {@code NUMERIC(10, 2)}, {@code ARRAY<STRUCT<phone STRING>>}.
   *
   * @throws IllegalArgumentException if the job never writes such a type
   */
  public static String of(DataType type) {
    StructType column = new StructType().add("column", type);
    return new BigQueryFields(DatetimeForm.DATETIME, Map.of()).of(column).get(0).declaration();
  }

  /** The same without parameters; of an array, that of its elements. */
  static String name(DataType type) {
    if (type instanceof StructType) {
      return "STRUCT";
    }
    if (type instanceof DecimalType decimal) {
      return isNumeric(decimal) ? "NUMERIC" : "BIGNUMERIC";
    }
    return plain(type);
  }

  private static boolean isNumeric(DecimalType type) {
    return type.scale() <= NUMERIC_SCALE && type.precision() - type.scale() <= NUMERIC_WHOLE_DIGITS;
  }

  private static String plain(DataType type) {
    if (type instanceof StringType) {
      return "STRING";
    }
    if (type instanceof IntegerType || type instanceof LongType) {
      return "INT64";
    }
    if (type instanceof FloatType || type instanceof DoubleType) {
      return "FLOAT64";
    }
    if (type instanceof BooleanType) {
      return "BOOL";
    }
    if (type instanceof BinaryType) {
      return "BYTES";
    }
    if (type instanceof DateType) {
      return "DATE";
    }
    if (type instanceof TimestampType) {
      return "TIMESTAMP";
    }
    if (type instanceof TimestampNTZType) {
      return "DATETIME";
    }
    throw new IllegalArgumentException(
        "Invalid type %s: it has no counterpart in BigQuery".formatted(type.sql()));
  }
}
