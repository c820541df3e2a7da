package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.failure.Suggestion.didYouMean;

import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.failure.PlanException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns that the configuration leaves out, by role or table. */
final class LeftOutColumns {

  private final Map<String, List<String>> configured;

  LeftOutColumns(Map<String, List<String>> configured) {
    this.configured = configured;
  }

  boolean contain(String role, Table table, String column) {
    return Stream.of(role, table.name())
        .flatMap(name -> configured.getOrDefault(name, List.of()).stream())
        .anyMatch(column::equalsIgnoreCase);
  }

  /**
   * Whether a column is left out by its table's name, or in every role that the table has in a
   * tree: then the unified table does not show it.
   */
  boolean containEverywhere(Draft root, Table table, String column) {
    return all(root, List.of(table)).stream()
        .filter(node -> node.table().equals(table))
        .allMatch(node -> contain(node.role(), table, column));
  }

  /** The nodes of a tree, and one for each landed table that is not in it. */
  private static List<Draft> all(Draft root, List<Table> landed) {
    Set<Table> merged = root.walk().map(Draft::table).collect(Collectors.toSet());
    return Stream.concat(
            root.walk(), landed.stream().filter(table -> !merged.contains(table)).map(Draft::root))
        .toList();
  }

  /** Number of columns of a table that are not left out. */
  int remaining(String role, Table table) {
    return (int)
        table.columnNames().stream().filter(column -> !contain(role, table, column)).count();
  }

  /** Number of columns that following a relation would add to the unified table. */
  int added(String role, Relation relation, FoldConfig fold) {
    if (fold instanceof FoldConfig.Aggregate aggregate) {
      return aggregate.columns().size();
    }
    int shared =
        (int)
            relation.toColumns().stream()
                .filter(column -> !contain(role, relation.to(), column))
                .count();
    int count = fold instanceof FoldConfig.Flatten ? 0 : 1;
    return remaining(role, relation.to()) - shared + count;
  }

  /**
   * Makes sure that every column that is left out was there.
   *
   * @param landed tables whose columns appear besides, whether they are in the tree or not
   * @throws PlanException naming the first that was not
   */
  void requireAllIn(Draft root, List<Table> landed) {
    configured.forEach(
        (name, columns) -> {
          List<Draft> nodes = nodes(root, landed, name);
          columns.forEach(column -> requireColumn(name, nodes, column));
          requireAppearing(name, nodes, landed);
        });
  }

  private static List<Draft> nodes(Draft root, List<Table> landed, String name) {
    List<Draft> all = all(root, landed);
    List<Draft> nodes =
        all.stream()
            .filter(node -> node.role().equals(name) || node.table().name().equals(name))
            .toList();
    if (nodes.isEmpty()) {
      Set<String> known = new TreeSet<>();
      all.forEach(node -> known.addAll(List.of(node.role(), node.table().name())));
      throw new PlanException(
          "Cannot leave out columns of '%s' (merge.leave-out): expected a role or table that is merged%s"
              .formatted(name, didYouMean(name, known)));
    }
    return nodes;
  }

  private static void requireColumn(String name, List<Draft> nodes, String column) {
    Table table = nodes.get(0).table();
    if (nodes.stream().allMatch(node -> node.table().findColumn(column).isEmpty())) {
      throw new PlanException(
          "Cannot find the column '%s' (merge.leave-out.%s) in table '%s'%s"
              .formatted(column, name, table.name(), didYouMean(column, table.columnNames())));
    }
  }

  private static void requireAppearing(String name, List<Draft> nodes, List<Table> landed) {
    if (nodes.stream()
        .allMatch(
            node ->
                node.isFoldedAs(FoldConfig.Aggregate.class) && !landed.contains(node.table()))) {
      throw new PlanException(
          "Cannot leave out columns of '%s' (merge.leave-out): the table is aggregated, and none of its columns appears."
              .formatted(name));
    }
  }
}
