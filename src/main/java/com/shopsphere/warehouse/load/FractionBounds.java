package com.shopsphere.warehouse.load;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/** Of binary fractions. */
final class FractionBounds extends ColumnSum {

  private static final long serialVersionUID = 1;

  private final boolean isFloat;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;

  FractionBounds(boolean isFloat) {
    this.isFloat = isFloat;
  }

  @Override
  void addValue(SpecializedGetters row, int at, StringBuilder digits) {
    double value = isFloat ? row.getFloat(at) : row.getDouble(at);
    include(value, value);
  }

  @Override
  void addSum(ColumnSum other) {
    FractionBounds bounds = (FractionBounds) other;
    include(bounds.least, bounds.greatest);
  }

  private void include(double low, double high) {
    least = Math.min(least, low);
    greatest = Math.max(greatest, high);
  }

  @Override
  List<Figure> sums(String name, String column) {
    return List.of(
        new Figure("least value of " + name, least, "MIN(%s)".formatted(column)),
        new Figure("greatest value of " + name, greatest, "MAX(%s)".formatted(column)));
  }

  @Override
  Optional<String> digits(String column) {
    return Optional.empty();
  }
}
