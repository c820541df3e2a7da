package com.shopsphere.warehouse.extract;

import static java.util.Objects.requireNonNull;

import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;

/**
 * How one MySQL column reaches a DataFrame.
 *
 * @param expression what is selected in MySQL
 * @param readType Spark type that the driver's value is read as
 * @param type of the DataFrame's column
 * @param convert from {@code readType} to {@code type}
 */
record MappedColumn(
    String expression, DataType readType, DataType type, UnaryOperator<Column> convert) {

  MappedColumn {
    requireNonNull(expression, "expression");
    requireNonNull(readType, "readType");
    requireNonNull(type, "type");
    requireNonNull(convert, "convert");
  }

  static MappedColumn asRead(String expression, DataType type) {
    return new MappedColumn(expression, type, type, UnaryOperator.identity());
  }
}
