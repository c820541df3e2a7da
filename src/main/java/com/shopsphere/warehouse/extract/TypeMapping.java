package com.shopsphere.warehouse.extract;

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

import com.shopsphere.warehouse.catalog.Collation;
import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.catalog.Sql;
import com.shopsphere.warehouse.config.InvalidDates;
import com.shopsphere.warehouse.config.SpatialForm;
import com.shopsphere.warehouse.config.TinyintForm;
import com.shopsphere.warehouse.config.TypeConfig;
import com.shopsphere.warehouse.failure.PlanException;
import java.util.Set;
import org.apache.spark.sql.types.DataType;

/**
 * MySQL's types to Spark's, such that no value is altered on the way; docs/types.md tells them all.
 *
 * <p>What no type of Spark can hold becomes text by its declaration: TIME, which may be negative or
 * beyond a day, and decimals of more than 38 digits.
 */
public final class TypeMapping {

  private static final int MAXIMAL_PRECISION = 38;

  /** Character sets whose bytes are UTF-8. */
  private static final Set<String> UTF_8 = Set.of("utf8mb4", "utf8mb3", "utf8", "ascii");

  private final TypeConfig config;

  public TypeMapping(TypeConfig config) {
    this.config = config;
  }

  /**
   * Type of a column in a DataFrame.
   *
   * @throws PlanException if its type is not known
   */
  public DataType sparkType(String table, Column column) {
    return of(table, column).type();
  }

  /**
   * The mapping of one column.
   *
   * @throws PlanException if its type is not known
   */
  MappedColumn of(String table, Column column) {
    return switch (column.dataType()) {
      case "tinyint" -> tinyint(column);
      case "smallint", "mediumint", "year" -> asSent(column, IntegerType, Decoding.INT);
      case "int" ->
          column.unsigned()
              ? asSent(column, LongType, Decoding.LONG)
              : asSent(column, IntegerType, Decoding.INT);
      case "bigint" ->
          column.unsigned()
              ? asSent(column, createDecimalType(20, 0), Decoding.UNSIGNED_LONG)
              : asSent(column, LongType, Decoding.LONG);
      case "decimal" -> decimal(column);
      case "float" -> asSent(column, FloatType, Decoding.FLOAT);
      case "double" -> asSent(column, DoubleType, Decoding.DOUBLE);
      case "bit" -> bit(column);
      case "date" -> date(table, column, DateType, Decoding.DATE, Decoding.DATE_AS_TEXT);
      case "datetime" -> dateTime(table, column, TimestampNTZType);
      case "timestamp" -> dateTime(table, column, TimestampType);
      case "time" -> asSent(column, StringType, Decoding.TIME_AS_TEXT);
      case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set", "json" ->
          text(column);
      case "uuid", "inet4", "inet6" ->
          new MappedColumn(
              "CAST(%s AS CHAR)".formatted(Sql.quote(column.name())), StringType, Decoding.BYTES);
      case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "vector" ->
          asSent(column, BinaryType, Decoding.BYTES);
      case "geometry",
          "point",
          "linestring",
          "polygon",
          "multipoint",
          "multilinestring",
          "multipolygon",
          "geomcollection",
          "geometrycollection" ->
          config.spatial() == SpatialForm.WKT
              ? asSent(column, StringType, Decoding.WKT)
              : asSent(column, BinaryType, Decoding.BYTES);
      default ->
          throw new PlanException(
              "Cannot read the column %s.%s: the type %s has no counterpart; leave the column out (merge.leave-out)."
                  .formatted(table, column.name(), column.columnType()));
    };
  }

  private static MappedColumn asSent(Column column, DataType type, Decoding decoding) {
    return new MappedColumn(Sql.quote(column.name()), type, decoding);
  }

  private MappedColumn tinyint(Column column) {
    boolean bool =
        config.tinyint1() == TinyintForm.BOOLEAN && column.columnType().startsWith("tinyint(1)");
    return bool
        ? asSent(column, BooleanType, Decoding.BOOLEAN)
        : asSent(column, IntegerType, Decoding.INT);
  }

  private static MappedColumn decimal(Column column) {
    return column.precision() > MAXIMAL_PRECISION
        ? asSent(column, StringType, Decoding.BYTES)
        : asSent(column, createDecimalType(column.precision(), column.scale()), Decoding.DECIMAL);
  }

  private static MappedColumn bit(Column column) {
    return asSent(
        column,
        switch (column.precision()) {
          case 1 -> BooleanType;
          case 64 -> createDecimalType(20, 0);
          default -> LongType;
        },
        Decoding.BIT);
  }

  private MappedColumn dateTime(String table, Column column, DataType type) {
    return date(table, column, type, Decoding.DATETIME, Decoding.DATETIME_AS_TEXT);
  }

  private MappedColumn date(
      String table, Column column, DataType type, Decoding decoding, Decoding asText) {
    InvalidDates invalid = config.invalidDatesOf(table, column.name());
    return invalid == InvalidDates.TEXT
        ? asSent(column, StringType, asText)
        : new MappedColumn(Sql.quote(column.name()), type, decoding, invalid);
  }

  /** The driver has every text sent in the character set of its column. */
  private static MappedColumn text(Column column) {
    boolean unicode =
        column.collation().map(Collation::characterSet).map(UTF_8::contains).orElse(true);
    String name = Sql.quote(column.name());
    return new MappedColumn(
        unicode ? name : "CONVERT(%s USING utf8mb4)".formatted(name), StringType, Decoding.BYTES);
  }
}
