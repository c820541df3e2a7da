package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.Product;
import java.util.Map;
import java.util.Optional;

/** The exact type of numbers that are multiplied. */
public final class Products {

  /** Most digits of a decimal, in Spark as in BigQuery. */
  public static final int MAXIMAL_PRECISION = 38;

  private static final Map<String, Integer> DIGITS =
      Map.of("tinyint", 3, "smallint", 5, "mediumint", 8, "int", 10, "bigint", 20);

  /**
   * Digits of an exact number.
   *
   * @param precision in all, 1 to 38
   * @param scale after the point
   */
  public record Digits(int precision, int scale) {}

  private Products() {}

  /**
   * Digits that hold every value of the product; absent if a factor is not exact, or if there are
   * more than 38.
   *
   * @throws IllegalArgumentException if the table lacks a column
   */
  public static Optional<Digits> digits(Table table, Product product) {
    int precision = product.columns().size() - 1;
    int scale = 0;
    for (String name : product.columns()) {
      Column column = table.column(name);
      if (!column.exactNumber()) {
        return Optional.empty();
      }
      boolean decimal = !column.wholeNumber();
      precision += decimal ? column.precision() : DIGITS.getOrDefault(column.dataType(), 0);
      scale += decimal ? column.scale() : 0;
    }
    return precision <= MAXIMAL_PRECISION
        ? Optional.of(new Digits(precision, scale))
        : Optional.empty();
  }
}
