package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number over the values of a column, with the expression by which BigQuery finds it.
 *
 * @param name for messages: {@code sum of price}
 * @param expected null for NULL
 */
record Figure(String name, @Nullable Number expected, String sql) {

  Figure {
    requireNonNull(name, "name");
    requireNonNull(sql, "sql");
  }

  /**
   * Whether BigQuery found the same.
   *
   * @param answer text of a number, null for NULL
   */
  boolean agrees(@Nullable String answer) {
    if (expected == null || answer == null) {
      return expected == null && answer == null;
    }
    if (expected instanceof Double fraction) {
      // The same fraction has more than one text.
      return fraction.doubleValue() == Double.parseDouble(answer);
    }
    return new BigDecimal(expected.toString()).compareTo(new BigDecimal(answer)) == 0;
  }

  /** In a sentence, for one that does not agree. */
  String differs(@Nullable String answer) {
    return "%s is %s, expected %s"
        .formatted(
            name, answer == null ? "NULL" : answer, expected == null ? "NULL" : plain(expected));
  }

  private static String plain(Number number) {
    return number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
  }
}
