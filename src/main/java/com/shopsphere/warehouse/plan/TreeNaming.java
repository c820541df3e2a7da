package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.plan.ColumnNaming.prefixed;
import static com.shopsphere.warehouse.plan.ColumnNaming.snake;

import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.catalog.UniqueKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names all columns of a grown tree, nearest to the root first, and makes it immutable.
 *
 * <p>Columns of the grain table keep their names; others begin with their role. A column that leads
 * to another table is named without its role if that name is free: {@code customer_id}, not {@code
 * order_customer_id}. A key that equals a column of its parent does not appear a second time.
 */
final class TreeNaming {

  private final Draft root;
  private final ColumnNaming unified = new ColumnNaming();
  private final Map<Draft, List<PlannedColumn>> columns = new HashMap<>();
  private final Map<Draft, String> arrays = new HashMap<>();

  TreeNaming(Draft root) {
    this.root = root;
  }

  Node freeze() {
    Queue<Draft> waiting = new ArrayDeque<>(List.of(root));
    while (!waiting.isEmpty()) {
      Draft node = waiting.remove();
      if (node.isNested()) {
        nest(node);
      } else {
        columns.put(node, flattened(node));
      }
      waiting.addAll(node.children());
    }
    return freeze(root);
  }

  private List<PlannedColumn> flattened(Draft node) {
    Set<String> leading = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    node.children().stream()
        .flatMap(child -> child.arrival().stream())
        .forEach(relation -> leading.addAll(relation.fromColumns()));
    return planned(
        node,
        column -> {
          String name = snake(column.name());
          String owner = node.table().name() + "." + column.name();
          String prefix = node.role() + "_" + name;
          if (node.isRoot()) {
            return unified.claim(owner, name, prefix);
          }
          String stutterless = prefixed(node.role(), name);
          return leading.contains(column.name())
              ? unified.claim(owner, name, stutterless, prefix)
              : unified.claim(owner, stutterless, prefix);
        });
  }

  private void nest(Draft node) {
    ColumnNaming fields = new ColumnNaming();
    columns.put(
        node,
        planned(
            node,
            column ->
                fields.claim(node.table().name() + "." + column.name(), snake(column.name()))));
    Draft parent = node.parent().orElseThrow();
    String array = parent.isRoot() ? node.role() : prefixed(parent.role(), node.role());
    arrays.put(node, unified.claim(node.table().name(), array, parent.role() + "_" + node.role()));
  }

  private interface Namer {
    String name(Column column);
  }

  private static List<PlannedColumn> planned(Draft node, Namer namer) {
    List<String> shared = node.arrival().map(Relation::toColumns).orElse(List.of());
    List<PlannedColumn> planned = new ArrayList<>();
    for (Column column : columnsInOrder(node)) {
      boolean key = shared.stream().anyMatch(column.name()::equalsIgnoreCase);
      planned.add(
          new PlannedColumn(column, key ? Optional.empty() : Optional.of(namer.name(column))));
    }
    return planned;
  }

  /** A nested table begins with its primary key, so that its elements sort by it. */
  private static List<Column> columnsInOrder(Draft node) {
    List<Column> columns = new ArrayList<>(node.table().columns());
    if (node.isNested()) {
      List<String> key = node.table().primaryKey().map(UniqueKey::columns).orElse(List.of());
      columns.sort(
          Comparator.comparingInt(
              column -> key.contains(column.name()) ? key.indexOf(column.name()) : key.size()));
    }
    return columns;
  }

  private Node freeze(Draft node) {
    Table table = node.table();
    List<Edge> edges = node.children().stream().map(this::edge).toList();
    return new Node(node.role(), table, columns.getOrDefault(node, List.of()), edges);
  }

  private Edge edge(Draft child) {
    Relation relation = child.arrival().orElseThrow();
    Fold fold =
        Optional.ofNullable(arrays.get(child))
            .<Fold>map(Fold.Nest::new)
            .orElseGet(Fold.Flatten::new);
    return new Edge(
        relation.cardinality(),
        relation.fromColumns(),
        relation.toColumns(),
        relation.proof(),
        fold,
        freeze(child));
  }
}
