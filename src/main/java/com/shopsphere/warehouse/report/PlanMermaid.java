package com.shopsphere.warehouse.report;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import com.shopsphere.warehouse.report.PlanDocument.Relation;
import com.shopsphere.warehouse.report.PlanDocument.TreeNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The tree as a Mermaid flow chart: a box a table, a solid arrow where it is flattened, a dashed
 * one where its rows are folded, and a frame around what is left out.
 */
final class PlanMermaid {

  private static final String PLAIN = " _-.,*()/=~";

  private final List<String> lines = new ArrayList<>();
  private final Map<String, String> splits;
  private int nodes;

  private PlanMermaid(Map<String, String> splits) {
    this.splits = splits;
  }

  static String write(PlanDocument plan) {
    PlanMermaid chart =
        new PlanMermaid(
            plan.reading().tables().stream().collect(toMap(one -> one.table(), SplitText::brief)));
    chart.lines.add("flowchart LR");
    chart.add(plan.tree());
    chart.addLeftOut(plan.leftOut());
    return chart.lines.stream().collect(joining("\n", "", "\n"));
  }

  private int add(TreeNode node) {
    int id = nodes++;
    lines.add("  n%d[\"%s\"]".formatted(id, label(node)));
    for (TreeNode child : node.children()) {
      int childId = add(child);
      if (child.edge() != null) {
        lines.add("  n%d %s n%d".formatted(id, arrow(child.edge()), childId));
      }
    }
    return id;
  }

  private String label(TreeNode node) {
    String table = node.role().equals(node.table()) ? "" : "<br/>table " + escaped(node.table());
    return "%s%s<br/>%s<br/>%s"
        .formatted(
            escaped(node.role()),
            table,
            Estimate.rows(node),
            escaped(splits.getOrDefault(node.table(), "")));
  }

  private static String arrow(Relation edge) {
    return "%s|\"%s %s\"|"
        .formatted(
            edge.folded() ? "-.->" : "-->",
            edge.cardinality(),
            escaped(RelationText.columns(edge)));
  }

  private void addLeftOut(List<PlanDocument.Omission> leftOut) {
    if (leftOut.isEmpty()) {
      return;
    }
    lines.add("  subgraph left_out[\"left out\"]");
    for (int i = 0; i < leftOut.size(); i++) {
      PlanDocument.Omission one = leftOut.get(i);
      lines.add(
          "    x%d[\"%s<br/>%s\"]".formatted(i, escaped(one.relation()), escaped(one.reason())));
    }
    lines.add("  end");
  }

  /**
   * Text that Mermaid shows as it is, whatever stands in it: of what might have a meaning there,
   * the number of the character.
   */
  private static String escaped(String text) {
    return text.codePoints().mapToObj(PlanMermaid::escaped).collect(joining());
  }

  private static String escaped(int character) {
    return Character.isLetterOrDigit(character) || PLAIN.indexOf(character) >= 0
        ? Character.toString(character)
        : "#%d;".formatted(character);
  }
}
