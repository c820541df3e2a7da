package com.shopsphere.warehouse.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A relation that the merge follows, from a parent in the tree to a child.
 *
 * @param parentColumns columns of the parent's table
 * @param childColumns columns of the child's table that equal them, in the same order
 * @param proof what tells the cardinality: a key of the child, or the configuration
 */
public record Edge(
    Cardinality cardinality,
    List<String> parentColumns,
    List<String> childColumns,
    String proof,
    Fold fold,
    Node child) {

  public Edge {
    requireNonNull(cardinality, "cardinality");
    requireNonNull(proof, "proof");
    requireNonNull(fold, "fold");
    requireNonNull(child, "child");
    parentColumns = List.copyOf(parentColumns);
    childColumns = List.copyOf(childColumns);
    if (parentColumns.isEmpty() || parentColumns.size() != childColumns.size()) {
      throw new IllegalArgumentException(
          "Invalid edge to %s: expected as many columns on both sides, found %s and %s"
              .formatted(child.role(), parentColumns, childColumns));
    }
    if (fold instanceof Fold.Flatten && !cardinality.keepsGrain()) {
      throw new IllegalArgumentException(
          "Invalid edge to %s: flattening a one-to-many edge would multiply rows"
              .formatted(child.role()));
    }
  }
}
