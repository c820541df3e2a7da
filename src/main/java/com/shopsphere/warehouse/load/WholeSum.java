package com.shopsphere.warehouse.load;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;

/** Of values that are, or stand for, whole numbers. */
final class WholeSum extends ColumnSum {

  private static final long serialVersionUID = 1;

  private final WholeNumber number;
  private final ExactSum sum = new ExactSum();

  WholeSum(WholeNumber number) {
    this.number = number;
  }

  @Override
  void addValue(SpecializedGetters row, int at, StringBuilder digits) {
    long value = number.of(row, at);
    sum.add(value);
    digits.append(value);
  }

  @Override
  void addSum(ColumnSum other) {
    sum.add(((WholeSum) other).sum);
  }

  @Override
  List<Figure> sums(String name, String column) {
    return List.of(
        new Figure(
            "%s of %s".formatted(number.total(), name), sum.value(), total(number.sql(column))));
  }

  /** As NUMERIC, lest a sum of INT64 overflows. */
  static String total(String whole) {
    return "SUM(CAST(%s AS NUMERIC))".formatted(whole);
  }

  @Override
  Optional<String> digits(String column) {
    return Optional.of(number.sql(column));
  }
}
