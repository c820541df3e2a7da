package com.shopsphere.warehouse.plan;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.catalog.UniqueKey;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the unified table is made of, and what is published beside it.
 *
 * @param root the grain table
 * @param grain the key of the grain table; its values name one row of the unified table
 * @param allocations amounts spread over the rows
 * @param landed tables that are published as they are, whether they are in the tree or not
 * @param leftOut everything of the database that is not in the tree
 * @param warnings sentences on what a reader of the unified table might not expect
 */
public record MergeTree(
    Node root,
    UniqueKey grain,
    List<Allocation> allocations,
    List<LandedTable> landed,
    List<LeftOut> leftOut,
    List<String> warnings) {

  public MergeTree {
    requireNonNull(root, "root");
    requireNonNull(grain, "grain");
    allocations = List.copyOf(allocations);
    landed = List.copyOf(landed);
    leftOut = List.copyOf(leftOut);
    warnings = List.copyOf(warnings);
  }

  /** All nodes, parents before children. */
  public List<Node> nodes() {
    return root.walk().toList();
  }

  /** All tables that are read, each once: those of the nodes, then those that are only landed. */
  public List<Table> tables() {
    return Stream.concat(root.walk().map(Node::table), landed.stream().map(LandedTable::table))
        .distinct()
        .toList();
  }

  /** All edges, those of parents before those of children. */
  public Stream<Edge> edges() {
    return root.walk().flatMap(node -> node.edges().stream());
  }

  /** Columns of the unified table that hold the grain key, in the order of the key. */
  public List<String> grainColumns() {
    return grain.columns().stream().map(this::grainColumn).toList();
  }

  private String grainColumn(String name) {
    return root.column(name)
        .flatMap(PlannedColumn::output)
        .orElseThrow(
            () -> new IllegalStateException("Invalid tree: grain column %s".formatted(name)));
  }
}
