package com.shopsphere.warehouse.extract;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampNTZType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.apache.spark.sql.types.DataTypes.createDecimalType;

import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.catalog.Sql;
import com.shopsphere.warehouse.failure.PlanException;
import org.apache.spark.sql.types.DataType;

/**
 * MySQL's types to Spark's, such that no value is altered on the way.
 *
 * <p>Dates and DATETIMEs travel as text: as objects of the driver they would pass through the time
 * zone of this machine, which lacks some local times and days. What Spark's type cannot hold (the
 * zero date) stops the read; TIME, which may be negative or beyond a day, and decimals of more than
 * 38 digits stay text.
 */
public final class TypeMapping {

  private static final int MAXIMAL_PRECISION = 38;

  private TypeMapping() {}

  /**
   * Type of a column in a DataFrame.
   *
   * @throws PlanException if its type is not known
   */
  public static DataType sparkType(String table, Column column) {
    return of(table, column).type();
  }

  /**
   * The mapping of one column.
   *
   * @throws PlanException if its type is not known
   */
  static MappedColumn of(String table, Column column) {
    String name = Sql.quote(column.name());
    return switch (column.dataType()) {
      case "tinyint", "smallint", "mediumint", "year" -> MappedColumn.asRead(name, IntegerType);
      case "int" -> MappedColumn.asRead(name, column.unsigned() ? LongType : IntegerType);
      case "bigint" ->
          MappedColumn.asRead(name, column.unsigned() ? createDecimalType(20, 0) : LongType);
      case "decimal" -> decimal(name, column);
      case "float" -> MappedColumn.asRead(name, FloatType);
      case "double" -> MappedColumn.asRead(name, DoubleType);
      case "bit" -> bit(name, column);
      case "date" -> text(table, column, DateType);
      case "datetime" -> text(table, column, TimestampNTZType);
      case "timestamp" -> MappedColumn.asRead(name, TimestampType);
      case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set", "json" ->
          MappedColumn.asRead(name, StringType);
      case "time", "uuid", "inet4", "inet6" ->
          MappedColumn.asRead("CAST(%s AS CHAR)".formatted(name), StringType);
      case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
          MappedColumn.asRead(name, BinaryType);
      default ->
          throw new PlanException(
              "Cannot read the column %s.%s: the type %s has no counterpart yet."
                  .formatted(table, column.name(), column.columnType()));
    };
  }

  private static MappedColumn decimal(String name, Column column) {
    return column.precision() > MAXIMAL_PRECISION
        ? MappedColumn.asRead("CAST(%s AS CHAR)".formatted(name), StringType)
        : MappedColumn.asRead(name, createDecimalType(column.precision(), column.scale()));
  }

  private static MappedColumn bit(String name, Column column) {
    String number = "CAST(%s AS UNSIGNED)".formatted(name);
    return switch (column.precision()) {
      case 1 -> new MappedColumn(number, LongType, BooleanType, value -> value.equalTo(1));
      case 64 -> MappedColumn.asRead(number, createDecimalType(20, 0));
      default -> MappedColumn.asRead(number, LongType);
    };
  }

  private static MappedColumn text(String table, Column column, DataType type) {
    String expression = "CAST(%s AS CHAR)".formatted(Sql.quote(column.name()));
    String message =
        "Cannot represent a value of %s.%s as %s: ".formatted(table, column.name(), type.sql());
    return new MappedColumn(
        expression,
        StringType,
        type,
        value ->
            coalesce(
                value.cast(type),
                when(value.isNotNull(), raise_error(concat(lit(message), value)).cast(type))));
  }
}
