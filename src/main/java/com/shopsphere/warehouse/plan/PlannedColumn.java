package com.shopsphere.warehouse.plan;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.Column;
import java.util.Optional;

/**
 * A column that is read.
 *
 * @param output its name in the unified table, or in the struct of a nested table; absent for a key
 *     that equals a column of the parent and therefore does not appear twice
 */
public record PlannedColumn(Column column, Optional<String> output) {

  public PlannedColumn {
    requireNonNull(column, "column");
    requireNonNull(output, "output");
  }
}
