package com.shopsphere.warehouse.load;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.Decimal;

/** Of decimal numbers. */
final class DecimalSum extends ColumnSum {

  private static final long serialVersionUID = 1;

  /** Most digits that a sum of NUMERIC or BIGNUMERIC has with any scale, and an emulator too. */
  private static final int MOST_DIGITS = 38;

  private final int precision;
  private final int scale;
  private final ExactSum sum = new ExactSum();

  DecimalSum(int precision, int scale) {
    this.precision = precision;
    this.scale = scale;
  }

  @Override
  void addValue(SpecializedGetters row, int at, StringBuilder digits) {
    Decimal value = row.getDecimal(at, precision, scale);
    if (fitsLong()) {
      sum.add(value.toUnscaledLong());
      digits.append(value.toUnscaledLong());
    } else {
      sum.add(value.toJavaBigDecimal().unscaledValue());
    }
  }

  private boolean fitsLong() {
    return precision <= Decimal.MAX_LONG_DIGITS();
  }

  @Override
  void addSum(ColumnSum other) {
    sum.add(((DecimalSum) other).sum);
  }

  @Override
  List<Figure> sums(String name, String column) {
    BigDecimal total = new BigDecimal(sum.value(), scale);
    // BigQuery answers an overflow with an error.
    return total.precision() > MOST_DIGITS
        ? List.of()
        : List.of(new Figure("sum of " + name, total, "SUM(%s)".formatted(column)));
  }

  @Override
  Optional<String> digits(String column) {
    return fitsLong()
        ? Optional.of("CAST(%s * %s AS INT64)".formatted(column, BigInteger.TEN.pow(scale)))
        : Optional.empty();
  }
}
