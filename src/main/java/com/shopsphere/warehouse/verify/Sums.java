package com.shopsphere.warehouse.verify;

import com.shopsphere.warehouse.merge.Figures;
import java.math.BigDecimal;

/** The sums of both sides of a check. */
final class Sums {

  private Sums() {}

  /**
   * The sum of a column.
   *
   * @throws IllegalArgumentException if it was not taken
   */
  static BigDecimal of(Figures figures, String column) {
    BigDecimal sum = figures.sums().get(column);
    if (sum == null) {
      throw new IllegalArgumentException("Invalid figures: no sum of " + column);
    }
    return sum;
  }
}
