package com.shopsphere.warehouse.property;

import com.shopsphere.warehouse.property.Schema.Folding;
import com.shopsphere.warehouse.property.Schema.SchemaColumn;
import com.shopsphere.warehouse.property.Schema.SchemaTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A table where the merge is expected to have it. */
final class Branch {

  private final @Nullable Branch parent;
  private final @Nullable Way way;
  private final SchemaTable table;
  private final Folding folding;
  private final String alias;
  private final List<Branch> children = new ArrayList<>();

  private Branch(
      @Nullable Branch parent,
      @Nullable Way way,
      SchemaTable table,
      Folding folding,
      String alias) {
    this.parent = parent;
    this.way = way;
    this.table = table;
    this.folding = folding;
    this.alias = alias;
  }

  static Branch root(SchemaTable grain) {
    return new Branch(null, null, grain, Folding.FLATTEN, "b");
  }

  Branch grow(Way along, SchemaTable to, Folding as) {
    Branch child = new Branch(this, along, to, as, alias + "_" + children.size());
    children.add(child);
    return child;
  }

  Branch parent() {
    return Optional.ofNullable(parent).orElseThrow();
  }

  Way way() {
    return arrival().orElseThrow();
  }

  /** None leads to the root. */
  Optional<Way> arrival() {
    return Optional.ofNullable(way);
  }

  /** How many ways from the table to itself lead here, one after the other. */
  long levels() {
    return arrival().filter(Way::toItself).isPresent() ? 1 + parent().levels() : 0;
  }

  SchemaTable table() {
    return table;
  }

  Folding folding() {
    return folding;
  }

  /** Its name in SQL. */
  String alias() {
    return alias;
  }

  List<Branch> children() {
    return children;
  }

  int depth() {
    return (int) path().count() - 1;
  }

  long times(Predicate<Branch> condition) {
    return path().filter(condition).count();
  }

  /** This and all above it. */
  Stream<Branch> path() {
    return Stream.iterate(this, one -> one != null, one -> one.parent);
  }

  /** This and all below it. */
  Stream<Branch> walk() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(Branch::walk));
  }

  /** Columns that appear: not those that equal the parent's, and not those left out. */
  List<SchemaColumn> columns() {
    List<String> shared = arrival().map(Way::toColumns).orElse(List.of());
    return table.columns().stream()
        .filter(column -> !shared.contains(column.name()))
        .filter(column -> !table.leftOut().contains(column.name()))
        .toList();
  }

  @Override
  public String toString() {
    String own = "  ".repeat(depth()) + table.name() + " " + folding;
    String along = arrival().map(one -> " by " + one.link().fromColumns()).orElse("");
    return own + along + "\n" + String.join("", children.stream().map(Branch::toString).toList());
  }
}
