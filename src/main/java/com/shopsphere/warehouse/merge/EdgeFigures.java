package com.shopsphere.warehouse.merge;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * What a join met, counted while it ran.
 *
 * @param parent role of the parent
 * @param child role of the child
 * @param parentRows rows of the parent that were read
 * @param joinedRows rows of the parent after the join; as many, unless the join multiplied them
 * @param parentsWithoutKey rows of the parent with NULL in a key column
 * @param parentsUnmatched rows of the parent with a key that no child has
 * @param childRows rows of the child that were read
 * @param childrenWithoutKey rows of the child with NULL in a key column
 * @param childrenUnmatched rows of the child with a key that no parent has; absent where several
 *     parents may have one key, so that matches cannot be counted
 */
public record EdgeFigures(
    String parent,
    String child,
    long parentRows,
    long joinedRows,
    long parentsWithoutKey,
    long parentsUnmatched,
    long childRows,
    long childrenWithoutKey,
    OptionalLong childrenUnmatched) {

  public EdgeFigures {
    requireNonNull(parent, "parent");
    requireNonNull(child, "child");
    requireNonNull(childrenUnmatched, "childrenUnmatched");
  }
}
