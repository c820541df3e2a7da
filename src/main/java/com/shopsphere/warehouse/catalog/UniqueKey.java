package com.shopsphere.warehouse.catalog;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/**
 * A primary or unique key. A unique key over nullable columns admits many rows that hold NULL, none
 * of which ever equals a value.
 *
 * @param name {@code PRIMARY}, or the name of the index
 * @param columns in the order of the index, not empty
 */
public record UniqueKey(String name, List<String> columns) {

  public static final String PRIMARY = "PRIMARY";

  public UniqueKey {
    requireNonNull(name, "name");
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("Invalid key %s: it has no column".formatted(name));
    }
  }

  public boolean primary() {
    return name.equals(PRIMARY);
  }

  /** Whether rows that agree on these columns are one row at most. */
  public boolean isProvedBy(Collection<String> equalColumns) {
    return new HashSet<>(equalColumns).containsAll(columns);
  }
}
