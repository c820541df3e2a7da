package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A node of the tree while it grows: its children are not known yet. */
final class Draft {

  private final String role;
  private final Table table;
  private final @Nullable Draft parent;
  private final @Nullable Relation arrival;
  private final List<Draft> children = new ArrayList<>();

  private Draft(String role, Table table, @Nullable Draft parent, @Nullable Relation arrival) {
    this.role = role;
    this.table = table;
    this.parent = parent;
    this.arrival = arrival;
  }

  static Draft root(Table grain) {
    return new Draft(ColumnNaming.snake(grain.name()), grain, null, null);
  }

  Draft grow(String childRole, Relation relation) {
    Draft child = new Draft(childRole, relation.to(), this, relation);
    children.add(child);
    return child;
  }

  String role() {
    return role;
  }

  Table table() {
    return table;
  }

  List<Draft> children() {
    return children;
  }

  Optional<Draft> parent() {
    return Optional.ofNullable(parent);
  }

  /** The relation that led here; none leads to the root. */
  Optional<Relation> arrival() {
    return Optional.ofNullable(arrival);
  }

  boolean isRoot() {
    return parent == null;
  }

  boolean isNested() {
    return arrival != null && !arrival.cardinality().keepsGrain();
  }

  /** Edges between this node and the root. */
  int depth() {
    return parent == null ? 0 : parent.depth() + 1;
  }

  /** Whether a relation was followed, in this direction, on the way from the root to here. */
  boolean followed(Relation wanted) {
    return Stream.<Draft>iterate(this, draft -> draft != null, draft -> draft.parent)
        .flatMap(draft -> draft.arrival().stream())
        .anyMatch(
            arrival ->
                arrival.origin().equals(wanted.origin()) && arrival.forward() == wanted.forward());
  }

  /** How often a table stands on the way from the root to here, both ends included. */
  long timesOnPath(Table wanted) {
    return Stream.<Draft>iterate(this, draft -> draft != null, draft -> draft.parent)
        .filter(draft -> draft.table.name().equals(wanted.name()))
        .count();
  }
}
