package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A relation that no key of the database declares, or another view of one that a key does.
 *
 * @param from table at whose rows the rows of {@code to} are brought in
 * @param fromColumns columns of {@code from}, not empty
 * @param toColumns columns of {@code to} that equal them, in the same order
 * @param cardinality as claimed; if absent, what the keys prove
 * @param fold how the rows of {@code to} are brought in
 * @param role name under which {@code to} takes part; letters, digits and underscores, inferred if
 *     absent
 */
public record RelationConfig(
    String from,
    List<String> fromColumns,
    String to,
    List<String> toColumns,
    Optional<CardinalityClaim> cardinality,
    Optional<FoldConfig> fold,
    Optional<String> role) {

  public RelationConfig {
    requireNonNull(from, "from");
    requireNonNull(to, "to");
    requireNonNull(cardinality, "cardinality");
    requireNonNull(fold, "fold");
    role.ifPresent(name -> NameForm.NAME.require("role", name));
    fromColumns = List.copyOf(fromColumns);
    toColumns = List.copyOf(toColumns);
    if (fromColumns.isEmpty() || fromColumns.size() != toColumns.size()) {
      throw new IllegalArgumentException(
          "Invalid relation from %s to %s: expected as many columns on both sides, found %s and %s"
              .formatted(from, to, fromColumns, toColumns));
    }
  }
}
