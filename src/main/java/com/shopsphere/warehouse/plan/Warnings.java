package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.AggregateExpression.Function;
import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.config.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a reader of the unified table might not expect, as sentences. */
final class Warnings {

  /** What compares the values with one another. */
  private static final Set<Function> COMPARING =
      Set.of(Function.MIN, Function.MAX, Function.COUNT_DISTINCT);

  private Warnings() {}

  static List<String> of(Catalog catalog, Draft root) {
    List<String> warnings = new ArrayList<>(catalog.notes());
    root.walk().forEach(node -> ofNode(node, warnings));
    return warnings;
  }

  private static void ofNode(Draft node, List<String> warnings) {
    Table table = node.table();
    if (node.isFoldedAs(FoldConfig.Nest.class) && table.primaryKey().isEmpty()) {
      warnings.add(
          "Table '%s' has no primary key: its nested rows are ordered by all their columns."
              .formatted(table.name()));
    }
    node.arrival()
        .filter(arrival -> arrival.fold() instanceof FoldConfig.Pick)
        .ifPresent(arrival -> ofPick(table, (FoldConfig.Pick) arrival.fold(), warnings));
    node.arrival()
        .filter(arrival -> arrival.fold() instanceof FoldConfig.Aggregate)
        .ifPresent(arrival -> ofAggregate(table, (FoldConfig.Aggregate) arrival.fold(), warnings));
    node.relation()
        .filter(relation -> !relation.claims().isEmpty())
        .ifPresent(
            relation ->
                warnings.add(
                    "No key makes %s %s: it is claimed, and is proved on the data of each run."
                        .formatted(relation.describe(), relation.cardinality().symbol())));
    node.arrival()
        .filter(Draft.Arrival::required)
        .ifPresent(
            arrival ->
                warnings.add(
                    "Rows without a row of '%s' are dropped (merge.order[].how = inner)."
                        .formatted(node.role())));
  }

  private static void ofAggregate(
      Table table, FoldConfig.Aggregate aggregate, List<String> warnings) {
    aggregate.columns().values().stream()
        .filter(expression -> COMPARING.contains(expression.function()))
        .filter(expression -> expression.term().filter(term -> isText(table, term)).isPresent())
        .forEach(
            expression ->
                warnings.add(
                    "%s of '%s' compares texts by their characters' codes, not by their collation."
                        .formatted(expression, table.name())));
  }

  private static boolean isText(Table table, Product term) {
    return term.columns().stream()
        .flatMap(name -> table.findColumn(name).stream())
        .anyMatch(column -> column.collation().isPresent());
  }

  private static void ofPick(Table table, FoldConfig.Pick pick, List<String> warnings) {
    pick.by().stream()
        .flatMap(name -> table.findColumn(name).stream())
        .filter(column -> column.collation().isPresent())
        .forEach(
            column ->
                warnings.add(
                    "The rows of '%s' are picked by the text %s in the order of its characters' codes, not of its collation."
                        .formatted(table.name(), column.name())));
  }
}
