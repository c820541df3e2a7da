package com.shopsphere.warehouse.plan;

import java.util.ArrayList;
import java.util.List;

/** A merge tree as text that a person reads, at most 120 columns wide but for long names. */
public final class PlanPrinter {

  private static final int RELATION_COLUMN = 34;

  private PlanPrinter() {}

  /** Tree, columns and what is left out, in this order. */
  public static String print(MergeTree tree) {
    List<String> lines = new ArrayList<>();
    lines.addAll(tree(tree));
    lines.add("");
    lines.addAll(columns(tree));
    lines.add("");
    lines.addAll(leftOut(tree));
    return String.join(System.lineSeparator(), lines);
  }

  /** One line a node, children below their parents. */
  public static List<String> tree(MergeTree tree) {
    List<String> lines = new ArrayList<>();
    String grain = "grain: " + String.join(", ", tree.grain().columns());
    lines.add(aligned(tree.root().role(), grain));
    branches(tree.root(), "", lines);
    return lines;
  }

  private static void branches(Node node, String indent, List<String> lines) {
    int last = node.edges().size() - 1;
    for (int i = 0; i <= last; i++) {
      Edge edge = node.edges().get(i);
      String branch = i == last ? "└─" : "├─";
      String star = edge.cardinality().keepsGrain() ? " " : "* ";
      lines.add(aligned(indent + branch + star + edge.child().role(), relation(edge)));
      branches(edge.child(), indent + (i == last ? "   " : "│  "), lines);
    }
  }

  private static String relation(Edge edge) {
    String from = String.join(", ", edge.parentColumns());
    String to = String.join(", ", edge.childColumns());
    String columns = from.equals(to) ? "on " + from : "%s = %s".formatted(from, to);
    String fold = edge.fold() instanceof Fold.Nest nest ? ", nested as " + nest.column() : "";
    return "%s  %s (%s)%s".formatted(edge.cardinality().symbol(), columns, edge.proof(), fold);
  }

  private static List<String> columns(MergeTree tree) {
    List<String> lines = new ArrayList<>();
    lines.add("columns of the unified table");
    flattened(tree.root(), lines);
    return lines;
  }

  private static void flattened(Node node, List<String> lines) {
    outputs(node, "  ", lines);
    for (Edge edge : node.edges()) {
      if (edge.fold() instanceof Fold.Nest nest) {
        lines.add(
            "  " + nest.column() + "  array, one element a row of " + edge.child().table().name());
        outputs(edge.child(), "    ", lines);
      } else {
        flattened(edge.child(), lines);
      }
    }
  }

  private static void outputs(Node node, String indent, List<String> lines) {
    for (PlannedColumn column : node.columns()) {
      column
          .output()
          .ifPresent(
              name ->
                  lines.add(
                      "%s%-40s %-24s %s.%s"
                          .formatted(
                              indent,
                              name,
                              column.column().columnType(),
                              node.table().name(),
                              column.column().name())));
    }
  }

  private static List<String> leftOut(MergeTree tree) {
    if (tree.leftOut().isEmpty()) {
      return List.of("left out: nothing");
    }
    List<String> lines = new ArrayList<>(List.of("left out"));
    for (LeftOut one : tree.leftOut()) {
      lines.add("  %s: %s".formatted(one.relation(), one.reason()));
    }
    return lines;
  }

  private static String aligned(String left, String right) {
    return ("%-" + RELATION_COLUMN + "s %s").formatted(left, right);
  }
}
