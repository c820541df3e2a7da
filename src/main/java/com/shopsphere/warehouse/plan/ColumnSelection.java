package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.catalog.UniqueKey;
import com.shopsphere.warehouse.config.AggregateExpression;
import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.failure.PlanException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which columns of a node are read, and which of these appear. What the merge itself needs (keys,
 * what orders rows, what weighs them) is read even if it is left out.
 */
final class ColumnSelection {

  private final UniqueKey grain;
  private final LeftOutColumns leftOut;
  private final Allocations allocations;

  ColumnSelection(UniqueKey grain, LeftOutColumns leftOut, Allocations allocations) {
    this.grain = grain;
    this.leftOut = leftOut;
    this.allocations = allocations;
  }

  /** Columns to read; a nested table begins with its primary key, so that its rows sort by it. */
  List<Column> of(Draft node) {
    Set<String> needed = needed(node);
    List<Column> read = new ArrayList<>(node.table().columns());
    read.removeIf(
        column ->
            leftOut.contain(node.role(), node.table(), column.name())
                && !needed.contains(column.name()));
    if (node.isFoldedAs(FoldConfig.Nest.class)) {
      List<String> key = primaryKey(node);
      read.sort(
          Comparator.comparingInt(
              column -> key.contains(column.name()) ? key.indexOf(column.name()) : key.size()));
    }
    return read;
  }

  /** Columns to read of a table that is aggregated; none of them appears. */
  List<PlannedColumn> ofAggregate(Draft node, Fold.Aggregate aggregate) {
    Set<String> needed = needed(node);
    aggregate.columns().stream()
        .map(AggregateColumn::expression)
        .map(AggregateExpression::term)
        .flatMap(Optional::stream)
        .forEach(term -> needed.addAll(term.columns()));
    return node.table().columns().stream()
        .filter(column -> needed.contains(column.name()))
        .map(column -> new PlannedColumn(column, Optional.empty()))
        .toList();
  }

  /**
   * Whether a column that is read has a name in the unified table.
   *
   * @throws PlanException if a column of the grain key is left out
   */
  boolean appears(Draft node, Column column) {
    boolean shared =
        node.relation().map(Relation::toColumns).orElse(List.of()).stream()
            .anyMatch(column.name()::equalsIgnoreCase);
    boolean left = leftOut.contain(node.role(), node.table(), column.name());
    if (left
        && node.isRoot()
        && grain.columns().stream().anyMatch(column.name()::equalsIgnoreCase)) {
      throw new PlanException(
          "Cannot leave out the column '%s' of table '%s' (merge.leave-out): it is part of the grain key (%s), without which the rows cannot be proved."
              .formatted(column.name(), node.table().name(), String.join(", ", grain.columns())));
    }
    return !shared && !left;
  }

  private Set<String> needed(Draft node) {
    Set<String> needed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    needed.addAll(primaryKey(node));
    node.relation().ifPresent(relation -> needed.addAll(relation.toColumns()));
    node.children().stream()
        .flatMap(child -> child.relation().stream())
        .forEach(relation -> needed.addAll(relation.fromColumns()));
    node.arrival()
        .map(Draft.Arrival::fold)
        .filter(FoldConfig.Pick.class::isInstance)
        .ifPresent(pick -> needed.addAll(((FoldConfig.Pick) pick).by()));
    if (node.isRoot()) {
      needed.addAll(allocations.weights());
      needed.addAll(grain.columns());
    }
    return needed;
  }

  private static List<String> primaryKey(Draft node) {
    return node.table().primaryKey().map(UniqueKey::columns).orElse(List.of());
  }
}
