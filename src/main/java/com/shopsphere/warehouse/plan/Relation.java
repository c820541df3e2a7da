package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.catalog.ForeignKey;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.catalog.UniqueKey;
import com.shopsphere.warehouse.config.RelationConfig;
import com.shopsphere.warehouse.failure.PlanException;
import java.util.List;
import java.util.Optional;

/**
 * One way from a table to another, with what is known of its cardinality.
 *
 * @param origin what declares it; a foreign key gives two relations of one origin, one each way
 * @param forward whether it follows a foreign key in its own direction
 * @param proof of the cardinality
 */
record Relation(
    String origin,
    boolean forward,
    Table from,
    List<String> fromColumns,
    Table to,
    List<String> toColumns,
    Cardinality cardinality,
    String proof) {

  /** From the referencing table to the referenced one. A key there proves n:1. */
  static Relation forward(Table from, Table to, ForeignKey key) {
    Optional<UniqueKey> proof = to.keyProvedBy(key.referencedColumns());
    return new Relation(
        origin(from, key),
        true,
        from,
        key.columns(),
        to,
        key.referencedColumns(),
        proof.isPresent() ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY,
        proof.map(UniqueKey::name).orElse("no unique key"));
  }

  /** From the referenced table to the referencing one. A key there proves 1:1. */
  static Relation backward(Table from, Table to, ForeignKey key) {
    Optional<UniqueKey> proof = to.keyProvedBy(key.columns());
    return new Relation(
        origin(to, key),
        false,
        from,
        key.referencedColumns(),
        to,
        key.columns(),
        proof.isPresent() ? Cardinality.ONE_TO_ONE : Cardinality.ONE_TO_MANY,
        proof
            .map(found -> found.primary() ? "PRIMARY" : "UNIQUE " + found.name())
            .orElse("no key"));
  }

  static Relation configured(Table from, Table to, RelationConfig config) {
    return new Relation(
        "merge.relations from %s to %s".formatted(from.name(), to.name()),
        false,
        from,
        config.fromColumns(),
        to,
        config.toColumns(),
        Cardinality.ONE_TO_MANY,
        "configured");
  }

  /**
   * Refuses a way to a table that cannot be read: its columns would be missing without a word.
   *
   * @throws PlanException naming the table
   */
  void requireReadable() {
    if (!to.readable()) {
      throw new PlanException(
          "Cannot follow %s: the user may not read the table '%s'; grant SELECT on it, or set merge.folds.%s = leave-out."
              .formatted(describe(), to.name(), to.name()));
    }
  }

  private static String origin(Table table, ForeignKey key) {
    return table.name() + "." + key.name();
  }

  /** {@code order (orderID) to review (orderID)}. */
  String describe() {
    String left = String.join(", ", fromColumns);
    String right = String.join(", ", toColumns);
    return "%s (%s) to %s (%s)".formatted(from.name(), left, to.name(), right);
  }
}
