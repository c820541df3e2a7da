package com.shopsphere.warehouse.plan;

import java.util.ArrayList;
import java.util.List;

/** A merge tree as text that a person reads, at most 120 columns wide but for long names. */
public final class PlanPrinter {

  private static final int RELATION_COLUMN = 34;

  private PlanPrinter() {}

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
    return "%s  %s (%s)%s"
        .formatted(edge.cardinality().symbol(), columns, edge.proof(), folded(edge));
  }

  private static String folded(Edge edge) {
    if (edge.fold() instanceof Fold.Flatten) {
      return edge.required() ? ", required" : "";
    }
    return ", " + edge.fold().describe();
  }

  private static String aligned(String left, String right) {
    return ("%-" + RELATION_COLUMN + "s %s").formatted(left, right);
  }
}
