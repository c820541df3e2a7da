package com.shopsphere.warehouse.plan;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.Table;

/**
 * A table of the source that is published as it is, beside the unified one.
 *
 * @param name of the published table: letters, digits and underscores
 * @param node what is read of it, all under names of its own; without edges
 */
public record LandedTable(String name, Node node) {

  public LandedTable {
    requireNonNull(name, "name");
    if (!node.edges().isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid landed table %s: expected no table beside it, found %d"
              .formatted(name, node.edges().size()));
    }
  }

  /** The table in the source. */
  public Table table() {
    return node.table();
  }
}
