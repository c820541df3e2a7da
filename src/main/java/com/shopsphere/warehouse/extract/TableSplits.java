package com.shopsphere.warehouse.extract;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * How a table is cut for reading. The ranges below, between and above the bounds together hold each
 * row once, also rows that come in while the table is read.
 *
 * @param rows as counted before the bounds were taken
 * @param key column that is cut; absent if the table is read in one piece
 * @param bounds SQL literals, strictly ascending in the server's own order
 */
public record TableSplits(String table, long rows, Optional<String> key, List<String> bounds) {

  public TableSplits {
    requireNonNull(table, "table");
    bounds = List.copyOf(bounds);
    if (rows < 0) {
      throw new IllegalArgumentException("Invalid splits of %s: %d rows".formatted(table, rows));
    }
    if (key.isEmpty() && !bounds.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid splits of %s: bounds without a key".formatted(table));
    }
  }

  public int count() {
    return bounds.size() + 1;
  }
}
