package com.shopsphere.warehouse.plan;

import static java.util.Objects.requireNonNull;

/**
 * A table, or one way to it, that the merge does not follow.
 *
 * @param relation the way, or the table's name where there is none
 * @param reason a sentence without its full stop; says how to include it where that is possible
 */
public record LeftOut(String table, String relation, String reason) {

  public LeftOut {
    requireNonNull(table, "table");
    requireNonNull(relation, "relation");
    requireNonNull(reason, "reason");
  }
}
