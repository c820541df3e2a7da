package com.shopsphere.warehouse.plan;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * A table, or one way to it, that the merge does not follow.
 *
 * @param relation the way, or the table's name where there is none
 * @param reason a sentence without its full stop; says how to include it where that is possible
 * @param outOfAFold whether the way begins in a folded table, whose rows have no place for it
 */
public record LeftOut(String table, String relation, String reason, boolean outOfAFold) {

  public LeftOut {
    requireNonNull(table, "table");
    requireNonNull(relation, "relation");
    requireNonNull(reason, "reason");
  }

  LeftOut(String table, String relation, String reason) {
    this(table, relation, reason, false);
  }

  /** Whether a reader of the plan misses nothing: the table is merged by a better way. */
  boolean repeats(Set<String> merged) {
    return outOfAFold && merged.contains(table);
  }
}
