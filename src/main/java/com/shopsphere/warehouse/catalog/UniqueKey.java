package com.shopsphere.warehouse.catalog;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A primary or unique key. A unique key over nullable columns admits many rows that hold NULL, none
 * of which ever equals a value.
 *
 * @param name {@code PRIMARY}, or the name of the index
 * @param columns in the order of the index, not empty
 * @param ordered number of its first columns by which the server can walk the index in order, all
 *     ascending or, the index read backwards, all descending; 0 for a hash, or an index that is
 *     hidden from queries
 */
public record UniqueKey(String name, List<String> columns, int ordered) {

  public static final String PRIMARY = "PRIMARY";

  public UniqueKey {
    requireNonNull(name, "name");
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("Invalid key %s: it has no column".formatted(name));
    }
    if (ordered < 0 || ordered > columns.size()) {
      throw new IllegalArgumentException(
          "Invalid key %s: %d of its columns %s in order".formatted(name, ordered, columns));
    }
  }

  /** A key whose index is in the order of all its columns, as most are. */
  public UniqueKey(String name, List<String> columns) {
    this(name, columns, columns.size());
  }

  /** The first columns by which the index can be walked in order. */
  public List<String> orderedColumns() {
    return columns.subList(0, ordered);
  }

  public boolean primary() {
    return name.equals(PRIMARY);
  }

  /** Whether rows that agree on these columns, letter case ignored, are one row at most. */
  public boolean isProvedBy(Collection<String> equalColumns) {
    Set<String> equal = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    equal.addAll(equalColumns);
    return equal.containsAll(columns);
  }
}
