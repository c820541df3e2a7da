package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.catalog.ForeignKey;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.catalog.UniqueKey;
import com.shopsphere.warehouse.config.FoldConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One way from a table to another, with what is known of its cardinality.
 *
 * @param origin what declares it, for the order of relations
 * @param reference which side holds the foreign key
 * @param proof of the cardinality
 * @param claims that the cardinality rests on, beside the keys
 * @param configured whether the configuration names this relation
 * @param fold as configured for this relation
 * @param role as configured for this relation
 */
record Relation(
    String origin,
    Reference reference,
    Table from,
    List<String> fromColumns,
    Table to,
    List<String> toColumns,
    Cardinality cardinality,
    String proof,
    List<Claim> claims,
    boolean configured,
    Optional<FoldConfig> fold,
    Optional<String> role) {

  /**
   * From the referencing table to the referenced one. A key there proves n:1; of a table that the
   * user may not read no key is seen, and it is taken for granted.
   */
  static Relation forward(Table from, Table to, ForeignKey key) {
    Optional<UniqueKey> proof = to.keyProvedBy(key.referencedColumns());
    return declared(
        origin(from, key),
        Reference.PARENT_TO_CHILD,
        from,
        key.columns(),
        to,
        key.referencedColumns(),
        proof.isPresent() || to.kind() == Table.Kind.HIDDEN
            ? Cardinality.MANY_TO_ONE
            : Cardinality.ONE_TO_MANY,
        proof.map(Relation::called).orElse("no key"));
  }

  /** From the referenced table to the referencing one. A key there proves 1:1. */
  static Relation backward(Table from, Table to, ForeignKey key) {
    Optional<UniqueKey> proof = to.keyProvedBy(key.columns());
    return declared(
        origin(to, key),
        Reference.CHILD_TO_PARENT,
        from,
        key.referencedColumns(),
        to,
        key.columns(),
        proof.isPresent() ? Cardinality.ONE_TO_ONE : Cardinality.ONE_TO_MANY,
        proof.map(Relation::called).orElse("no key"));
  }

  private static Relation declared(
      String origin,
      Reference reference,
      Table from,
      List<String> fromColumns,
      Table to,
      List<String> toColumns,
      Cardinality cardinality,
      String proof) {
    return new Relation(
        origin,
        reference,
        from,
        fromColumns,
        to,
        toColumns,
        cardinality,
        proof,
        List.of(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** A key as a plan names it: {@code PRIMARY}, {@code UNIQUE one_a_sale}. */
  static String called(UniqueKey key) {
    return key.primary() ? "PRIMARY" : "UNIQUE " + key.name();
  }

  private static String origin(Table table, ForeignKey key) {
    return table.name() + "." + key.name();
  }

  /** The same, told to be declared by a foreign key. */
  Relation as(String keyOrigin, Reference keyReference) {
    return new Relation(
        keyOrigin,
        keyReference,
        from,
        fromColumns,
        to,
        toColumns,
        cardinality,
        proof,
        claims,
        configured,
        fold,
        role);
  }

  boolean forward() {
    return reference == Reference.PARENT_TO_CHILD;
  }

  boolean toItself() {
    return from.name().equals(to.name());
  }

  /** Whether it joins the same columns of the same tables, in the same direction. */
  boolean joinsAs(Relation other) {
    return from.name().equals(other.from.name())
        && to.name().equals(other.to.name())
        && pairs(fromColumns, toColumns).equals(pairs(other.fromColumns, other.toColumns));
  }

  /** Whether it joins the same columns of the same tables, the other way round. */
  boolean reverses(Relation other) {
    return from.name().equals(other.to.name())
        && to.name().equals(other.from.name())
        && pairs(fromColumns, toColumns).equals(pairs(other.toColumns, other.fromColumns));
  }

  private static Set<String> pairs(List<String> left, List<String> right) {
    Set<String> pairs = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < left.size(); i++) {
      pairs.add(left.get(i) + "\0" + right.get(i));
    }
    return pairs;
  }

  /** {@code order (orderID) to review (orderID)}. */
  String describe() {
    String left = String.join(", ", fromColumns);
    String right = String.join(", ", toColumns);
    return "%s (%s) to %s (%s)".formatted(from.name(), left, to.name(), right);
  }
}
