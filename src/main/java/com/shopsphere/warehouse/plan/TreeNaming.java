package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.catalog.UniqueKey;
import com.shopsphere.warehouse.config.AllocationConfig;
import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.config.MergeConfig;
import com.shopsphere.warehouse.failure.PlanException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Names all columns of a grown tree, nearest to the root first, and makes it immutable.
 *
 * <p>Every nested table is a struct with names of its own; all else shares those of the unified
 * table. A key that equals a column of its parent does not appear a second time.
 */
final class TreeNaming {

  private final Draft root;
  private final MergeConfig config;
  private final Allocations allocated;
  private final ColumnSelection selection;
  private final Map<Draft, ColumnNaming> scopes = new HashMap<>();
  private final Map<Draft, List<PlannedColumn>> columns = new HashMap<>();
  private final Map<Draft, Fold> folds = new HashMap<>();
  private final List<Allocation> allocations = new ArrayList<>();

  TreeNaming(
      Draft root,
      UniqueKey grain,
      MergeConfig config,
      LeftOutColumns leftOut,
      Allocations allocated) {
    this.root = root;
    this.config = config;
    this.allocated = allocated;
    this.selection = new ColumnSelection(grain, leftOut, allocated);
  }

  /** The named tree. */
  Node freeze() {
    scopes.put(root, new ColumnNaming());
    Queue<Draft> waiting = new ArrayDeque<>(List.of(root));
    while (!waiting.isEmpty()) {
      Draft node = waiting.remove();
      folds.put(node, fold(node));
      columns.put(node, planned(node));
      waiting.addAll(node.children());
    }
    return freeze(root);
  }

  /** The allocations with the names of their shares; known once the tree is frozen. */
  List<Allocation> allocations() {
    return allocations;
  }

  /** The struct or table that a node's columns stand in. */
  private ColumnNaming scope(Draft node) {
    return scopes.computeIfAbsent(node.nest().orElse(root), nest -> new ColumnNaming());
  }

  private Fold fold(Draft node) {
    FoldConfig fold = node.arrival().map(Draft.Arrival::fold).orElse(new FoldConfig.Flatten());
    if (fold instanceof FoldConfig.Nest) {
      return new Fold.Nest(nestName(node), config.limits().elements());
    }
    if (fold instanceof FoldConfig.Pick pick) {
      String count = ColumnNaming.joined(node.role(), "count");
      return new Fold.Pick(
          pick.end(),
          PickColumns.of(node, pick),
          scope(node).claim("the number of rows of " + node.table().name(), count));
    }
    if (fold instanceof FoldConfig.Aggregate aggregate) {
      return new Fold.Aggregate(AggregateColumns.of(node, aggregate, scope(node)));
    }
    return new Fold.Flatten();
  }

  private String nestName(Draft node) {
    Draft parent = node.parent().orElseThrow();
    ColumnNaming around = scope(parent);
    boolean own = parent.isRoot() || parent.isFoldedAs(FoldConfig.Nest.class);
    String name = own ? node.role() : ColumnNaming.prefixed(parent.role(), node.role());
    return around.claim(node.table().name(), name, ColumnNaming.joined(parent.role(), node.role()));
  }

  private List<PlannedColumn> planned(Draft node) {
    if (folds.get(node) instanceof Fold.Aggregate aggregate) {
      return selection.ofAggregate(node, aggregate);
    }
    Names names = new Names(config.naming(), node, scope(node));
    return selection.of(node).stream().map(column -> planned(node, column, names)).toList();
  }

  private PlannedColumn planned(Draft node, Column column, Names names) {
    if (!selection.appears(node, column)) {
      return new PlannedColumn(column, Optional.empty());
    }
    return new PlannedColumn(
        column,
        Optional.of(
            allocated
                .of(node, column)
                .map(allocation -> levelName(allocation, column, names))
                .orElseGet(() -> names.of(column))));
  }

  /** The share gets a name of its own, and the amount one that nobody sums by accident. */
  private String levelName(AllocationConfig allocation, Column column, Names names) {
    String share = names.allocated(column);
    allocations.add(new Allocation(allocation.role(), column.name(), allocation.by(), share));
    return names.atItsOwnLevel(column);
  }

  private Node freeze(Draft node) {
    List<Edge> edges = node.children().stream().map(this::edge).toList();
    return new Node(node.role(), node.table(), columns.getOrDefault(node, List.of()), edges);
  }

  private Edge edge(Draft child) {
    Draft.Arrival arrival = child.arrival().orElseThrow();
    requireFields(child, arrival);
    Relation relation = arrival.relation();
    return new Edge(
        relation.cardinality(),
        KeyPairs.of(relation),
        relation.reference(),
        relation.proof(),
        relation.claims(),
        arrival.required(),
        folds.getOrDefault(child, new Fold.Flatten()),
        freeze(child));
  }

  /** A struct without a field can be neither written nor read. */
  private void requireFields(Draft nested, Draft.Arrival arrival) {
    boolean empty = nested.isFoldedAs(FoldConfig.Nest.class) && scope(nested).isEmpty();
    if (empty) {
      throw new PlanException(
          "Cannot nest %s (%s): expected a column of '%s' beside those that join it, found none; aggregate it, to count(*) say, or leave it out."
              .formatted(arrival.relation().describe(), arrival.setting(), nested.role()));
    }
  }
}
