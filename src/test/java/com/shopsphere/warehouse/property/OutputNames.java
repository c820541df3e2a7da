package com.shopsphere.warehouse.property;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.plan.Edge;
import com.shopsphere.warehouse.plan.Fold;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the tree calls the columns that are expected; nothing else is taken from the tree. */
final class OutputNames {

  private final Map<Branch, Node> nodes = new HashMap<>();
  private final Map<Branch, Edge> edges = new HashMap<>();

  private OutputNames() {}

  /** Finds each expected table in the tree, and makes sure that the tree has no other. */
  static OutputNames of(Branch root, MergeTree tree) {
    OutputNames names = new OutputNames();
    names.match(root, tree.root());
    return names;
  }

  private void match(Branch branch, Node node) {
    nodes.put(branch, node);
    assertThat(node.edges().stream().map(OutputNames::described))
        .as("tables joined to %s", node.role())
        .containsExactlyInAnyOrderElementsOf(
            branch.children().stream().map(OutputNames::described).toList());
    for (Branch child : branch.children()) {
      Edge edge =
          node.edges().stream()
              .filter(one -> described(one).equals(described(child)))
              .findFirst()
              .orElseThrow();
      edges.put(child, edge);
      match(child, edge.child());
    }
  }

  private static String described(Edge edge) {
    String table = edge.child().table().name();
    String fold = edge.fold().getClass().getSimpleName();
    return described(table, edge.parentColumns(), edge.childColumns(), fold);
  }

  private static String described(Branch branch) {
    String fold =
        switch (branch.folding()) {
          case NEST -> "Nest";
          case PICK_FIRST, PICK_LAST -> "Pick";
          case AGGREGATE -> "Aggregate";
          default -> "Flatten";
        };
    Way way = branch.way();
    return described(branch.table().name(), way.fromColumns(), way.toColumns(), fold);
  }

  private static String described(
      String table, List<String> parentColumns, List<String> childColumns, String fold) {
    return "%s %s of %s = %s".formatted(fold, table, childColumns, parentColumns);
  }

  String column(Branch branch, String column) {
    return node(branch).column(column).flatMap(one -> one.output()).orElse("no name for " + column);
  }

  String nest(Branch branch) {
    return ((Fold.Nest) fold(branch)).column();
  }

  String count(Branch branch) {
    return ((Fold.Pick) fold(branch)).countColumn();
  }

  String figure(Branch branch, String expression) {
    return ((Fold.Aggregate) fold(branch))
        .columns().stream()
            .filter(one -> one.expression().toString().equals(expression))
            .map(one -> one.output())
            .findFirst()
            .orElse("no name for " + expression);
  }

  private Fold fold(Branch branch) {
    return Optional.ofNullable(edges.get(branch)).orElseThrow().fold();
  }

  private Node node(Branch branch) {
    return Optional.ofNullable(nodes.get(branch)).orElseThrow();
  }
}
