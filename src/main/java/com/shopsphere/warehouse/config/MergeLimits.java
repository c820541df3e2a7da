package com.shopsphere.warehouse.config;

/**
 * How far a merge may go.
 *
 * @param depth edges followed from the grain table, 1 to 16
 * @param columns of the unified table, fields of nested tables among them; 1 to 10000, which is
 *     BigQuery's own limit
 * @param elements of one nested table in one row, at least 1
 */
public record MergeLimits(int depth, int columns, int elements) {

  public static final int DEEPEST = 16;
  public static final int WIDEST = 10_000;

  public MergeLimits {
    require("depth", depth, DEEPEST);
    require("number of columns", columns, WIDEST);
    require("number of elements", elements, Integer.MAX_VALUE);
  }

  private static void require(String what, int found, int most) {
    if (found < 1 || found > most) {
      throw new IllegalArgumentException(
          "Invalid maximal %s %d: expected 1 to %d".formatted(what, found, most));
    }
  }
}
