package com.shopsphere.warehouse.plan;

import static java.util.Objects.requireNonNull;

/** How the rows of a child table are brought to its parent's grain. */
public sealed interface Fold {

  /** Columns beside the parent's; only over an edge that keeps the grain. */
  record Flatten() implements Fold {}

  /**
   * One ARRAY of STRUCT beside the parent's columns, ordered by the child's primary key; empty
   * where there is no child, never NULL.
   *
   * @param column name of the array in the unified table
   */
  record Nest(String column) implements Fold {

    public Nest {
      requireNonNull(column, "column");
    }
  }
}
