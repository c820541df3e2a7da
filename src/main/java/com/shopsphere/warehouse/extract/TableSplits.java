package com.shopsphere.warehouse.extract;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How a table is cut for reading: into splits that together hold each row once, whatever rows come
 * in meanwhile.
 *
 * @param rows as counted when the table was cut
 * @param key columns by whose order the table is cut, the first counts most; empty if it is read in
 *     one piece
 * @param unique whether no two rows are equal in the key, so that its order is the order of rows
 * @param predicates one a split, in the key's order: conditions in SQL on the table's own columns
 */
public record TableSplits(
    String table, long rows, List<String> key, boolean unique, List<String> predicates) {

  /** The condition that every row fulfils. */
  private static final String ALL = "TRUE";

  public TableSplits {
    requireNonNull(table, "table");
    key = List.copyOf(key);
    predicates = List.copyOf(predicates);
    if (rows < 0) {
      throw new IllegalArgumentException("Invalid splits of %s: %d rows".formatted(table, rows));
    }
    if (predicates.isEmpty() || (key.isEmpty() && predicates.size() > 1)) {
      throw new IllegalArgumentException(
          "Invalid splits of %s: %d by %s".formatted(table, predicates.size(), key));
    }
  }

  /** A table that is read in one piece. */
  public static TableSplits whole(String table, long rows) {
    return new TableSplits(table, rows, List.of(), false, List.of(ALL));
  }

  public int count() {
    return predicates.size();
  }
}
