package com.shopsphere.warehouse.plan;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.UniqueKey;
import java.util.List;

/**
 * What the unified table is made of.
 *
 * @param root the grain table
 * @param grain the key of the grain table; its values name one row of the unified table
 * @param leftOut everything of the database that is not in the tree
 */
public record MergeTree(Node root, UniqueKey grain, List<LeftOut> leftOut) {

  public MergeTree {
    requireNonNull(root, "root");
    requireNonNull(grain, "grain");
    leftOut = List.copyOf(leftOut);
  }

  /** All nodes, parents before children. */
  public List<Node> nodes() {
    return root.walk().toList();
  }

  /** Columns of the unified table that hold the grain key, in the order of the key. */
  public List<String> grainColumns() {
    return grain.columns().stream().map(this::grainColumn).toList();
  }

  private String grainColumn(String name) {
    return root.columns().stream()
        .filter(column -> column.column().name().equalsIgnoreCase(name))
        .flatMap(column -> column.output().stream())
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("Invalid tree: grain column %s".formatted(name)));
  }
}
