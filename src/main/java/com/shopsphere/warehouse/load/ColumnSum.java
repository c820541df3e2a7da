package com.shopsphere.warehouse.load;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
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
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Figures over the values of one column, whatever their order. Numbers and times are summed
 * exactly; of texts and bytes the {@linkplain Fingerprint fingerprints} are, which no single
 * altered, lost or doubled value leaves as they were. Binary fractions have no exact sum: their
 * least and greatest are compared.
 */
abstract class ColumnSum implements Serializable {

  private static final long serialVersionUID = 1;

  private long values;

  /**
   * @param type no array and no struct
   */
  static ColumnSum of(DataType type) {
    if (type instanceof DoubleType || type instanceof FloatType) {
      return new FractionBounds(type instanceof FloatType);
    }
    if (type instanceof DecimalType decimal) {
      return new DecimalSum(decimal.precision(), decimal.scale());
    }
    return new WholeSum(wholeNumber(type));
  }

  private static WholeNumber wholeNumber(DataType type) {
    if (type instanceof StringType) {
      return WholeNumber.TEXT;
    }
    if (type instanceof BinaryType) {
      return WholeNumber.BYTES;
    }
    if (type instanceof BooleanType) {
      return WholeNumber.BOOLEAN;
    }
    if (type instanceof IntegerType) {
      return WholeNumber.INT;
    }
    if (type instanceof LongType) {
      return WholeNumber.LONG;
    }
    if (type instanceof DateType) {
      return WholeNumber.DATE;
    }
    if (type instanceof TimestampType) {
      return WholeNumber.TIMESTAMP;
    }
    if (type instanceof TimestampNTZType) {
      return WholeNumber.DATETIME;
    }
    throw new IllegalArgumentException("Invalid type %s: no sum of it".formatted(type.sql()));
  }

  /**
   * Counts a value, if there is one.
   *
   * @param digits to which the value is appended as a whole number, if values of the type can be
   */
  final void add(SpecializedGetters row, int at, StringBuilder digits) {
    if (!row.isNullAt(at)) {
      values++;
      addValue(row, at, digits);
    }
  }

  abstract void addValue(SpecializedGetters row, int at, StringBuilder digits);

  /** Adds what was found in other rows. */
  final void add(ColumnSum other) {
    values += other.values;
    addSum(other);
  }

  /**
   * @param other of the same class
   */
  abstract void addSum(ColumnSum other);

  /**
   * @param column as a query names it
   */
  final List<Figure> figures(String name, String column) {
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("number of values of " + name, values, "COUNT(%s)".formatted(column)));
    if (values > 0) {
      figures.addAll(sums(name, column));
    }
    return figures;
  }

  /** What is found of at least one value; none if BigQuery cannot find it. */
  abstract List<Figure> sums(String name, String column);

  /** What {@link #add} appends, in GoogleSQL as an INT64; empty if it appends nothing. */
  abstract Optional<String> digits(String column);
}
