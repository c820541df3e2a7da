package com.shopsphere.warehouse.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A relation that the merge follows, from a parent in the tree to a child.
 *
 * @param keys columns that are equal on both sides, not empty
 * @param proof what tells the cardinality: a key of the child, or the configuration
 * @param claims what must be proved on the data for the cardinality to hold
 * @param required whether a row of the unified table without the child is dropped
 */
public record Edge(
    Cardinality cardinality,
    List<KeyPair> keys,
    Reference reference,
    String proof,
    List<Claim> claims,
    boolean required,
    Fold fold,
    Node child) {

  public Edge {
    requireNonNull(cardinality, "cardinality");
    requireNonNull(reference, "reference");
    requireNonNull(proof, "proof");
    requireNonNull(fold, "fold");
    requireNonNull(child, "child");
    keys = List.copyOf(keys);
    claims = List.copyOf(claims);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid edge to %s: it joins no columns".formatted(child.role()));
    }
    if (fold instanceof Fold.Flatten && !cardinality.keepsGrain()) {
      throw new IllegalArgumentException(
          "Invalid edge to %s: flattening a one-to-many edge would multiply rows"
              .formatted(child.role()));
    }
  }

  public List<String> parentColumns() {
    return keys.stream().map(KeyPair::parent).toList();
  }

  public List<String> childColumns() {
    return keys.stream().map(KeyPair::child).toList();
  }
}
