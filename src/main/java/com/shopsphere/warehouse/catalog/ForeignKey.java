package com.shopsphere.warehouse.catalog;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A reference from one table to another.
 *
 * @param name of the constraint
 * @param columns of the referencing table, not empty
 * @param otherDatabase where the referenced table is, if it is not where the referencing one is
 * @param referencedColumns that they equal, in the same order
 */
public record ForeignKey(
    String name,
    List<String> columns,
    Optional<String> otherDatabase,
    String referencedTable,
    List<String> referencedColumns) {

  public ForeignKey {
    requireNonNull(name, "name");
    requireNonNull(otherDatabase, "otherDatabase");
    requireNonNull(referencedTable, "referencedTable");
    columns = List.copyOf(columns);
    referencedColumns = List.copyOf(referencedColumns);
    if (columns.isEmpty() || columns.size() != referencedColumns.size()) {
      throw new IllegalArgumentException(
          "Invalid foreign key %s: expected as many columns on both sides, found %s and %s"
              .formatted(name, columns, referencedColumns));
    }
  }
}
