package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.FoldConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A node of the tree while it grows: its children are not known yet. */
final class Draft {

  /**
   * How a node is reached from its parent.
   *
   * @param setting that chooses the fold, or could; for messages
   * @param required whether a row without the child is dropped
   * @param suffix as configured for the names of its columns
   */
  record Arrival(
      Relation relation,
      FoldConfig fold,
      String setting,
      boolean required,
      Optional<String> suffix) {}

  private final String role;
  private final Table table;
  private final @Nullable Draft parent;
  private final @Nullable Arrival arrival;
  private final List<Draft> children = new ArrayList<>();

  private Draft(String role, Table table, @Nullable Draft parent, @Nullable Arrival arrival) {
    this.role = role;
    this.table = table;
    this.parent = parent;
    this.arrival = arrival;
  }

  static Draft root(Table grain) {
    return new Draft(ColumnNaming.snake(grain.name()), grain, null, null);
  }

  Draft grow(String childRole, Arrival by) {
    Draft child = new Draft(childRole, by.relation().to(), this, by);
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

  /** None leads to the root. */
  Optional<Arrival> arrival() {
    return Optional.ofNullable(arrival);
  }

  Optional<Relation> relation() {
    return arrival().map(Arrival::relation);
  }

  boolean isRoot() {
    return parent == null;
  }

  boolean isFoldedAs(Class<? extends FoldConfig> fold) {
    return arrival != null && fold.isInstance(arrival.fold());
  }

  /** Whether its rows, or those of a node above it, are not at the grain of the tree's root. */
  boolean isBelowAFold() {
    return path().anyMatch(draft -> draft.isFolded());
  }

  private boolean isFolded() {
    return arrival != null && !(arrival.fold() instanceof FoldConfig.Flatten);
  }

  /** The nested table that it is part of, itself perhaps; none if it is part of the root. */
  Optional<Draft> nest() {
    return path().filter(draft -> draft.isFoldedAs(FoldConfig.Nest.class)).findFirst();
  }

  /** Edges between this node and the root. */
  int depth() {
    return (int) path().count() - 1;
  }

  /** How often a relation was followed, in this direction, on the way from the root to here. */
  long timesFollowed(Relation wanted) {
    return path().flatMap(draft -> draft.relation().stream()).filter(wanted::joinsAs).count();
  }

  /** How many references of this table to itself lead here, one after the other. */
  long selfReferences() {
    return path()
        .takeWhile(draft -> draft.relation().filter(Relation::toItself).isPresent())
        .count();
  }

  /** How often a table stands on the way from the root to here, both ends included. */
  long timesOnPath(Table wanted) {
    return path().filter(draft -> draft.table.name().equals(wanted.name())).count();
  }

  /** This node and all above it, upward. */
  Stream<Draft> path() {
    return Stream.iterate(this, draft -> draft != null, draft -> draft.parent);
  }

  /** This node and all below it, parents before children. */
  Stream<Draft> walk() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(Draft::walk));
  }
}
