package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A one-to-many relation that no key of the database declares.
 *
 * @param from table at whose rows the rows of {@code to} are folded
 * @param fromColumns columns of {@code from}, not empty
 * @param toColumns columns of {@code to} that equal them, in the same order
 */
public record RelationConfig(
    String from, List<String> fromColumns, String to, List<String> toColumns, FoldKind fold) {

  public RelationConfig {
    requireNonNull(from, "from");
    requireNonNull(to, "to");
    requireNonNull(fold, "fold");
    fromColumns = List.copyOf(fromColumns);
    toColumns = List.copyOf(toColumns);
    if (fromColumns.isEmpty() || fromColumns.size() != toColumns.size()) {
      throw new IllegalArgumentException(
          "Invalid relation from %s to %s: expected as many columns on both sides, found %s and %s"
              .formatted(from, to, fromColumns, toColumns));
    }
  }
}
