package com.shopsphere.warehouse.report;

import com.shopsphere.warehouse.report.PlanDocument.TreeNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The tree, a table a line: its role, how it is joined and why that is right, and the server's
 * estimate of its rows on the right. What does not fit goes on below, beside the branches.
 */
final class TreeText {

  /** Where relations begin, unless all names are shorter or some are longer. */
  private static final int NARROWEST = 34;

  private static final int WIDEST = 60;

  /** Branches wider than this lose their beginning, which tells least. */
  private static final int WIDEST_BRANCHES = 50;

  private static final String GAP = "  ";

  /**
   * A table with the branches that lead to it.
   *
   * @param branch on its first line
   * @param below on the lines that follow
   */
  private record Twig(String branch, String below, TreeNode node) {

    String left() {
      return branch + Texts.printable(node.role());
    }
  }

  private final int width;
  private final List<Twig> twigs = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  private TreeText(int width) {
    this.width = width;
  }

  /**
   * @param width of a line at most, at least 120
   */
  static List<String> of(PlanDocument plan, int width) {
    TreeText text = new TreeText(width);
    text.grow(plan.tree(), "", "", "");
    int relations = text.relationsBegin();
    int estimates =
        text.twigs.stream().mapToInt(twig -> Estimate.number(twig.node()).length()).max().orElse(0);
    String grain = "grain: " + String.join(", ", plan.grain().keyColumns());
    for (Twig twig : text.twigs) {
      String relation =
          twig.node().edge() == null
              ? grain
              : RelationText.whole(twig.node().edge()) + table(twig.node());
      text.write(twig, relation, relations, estimates);
    }
    return text.lines;
  }

  private void grow(TreeNode node, String branches, String branch, String beside) {
    String under = branches + beside;
    String below = under + (node.children().isEmpty() ? " " : "│");
    twigs.add(new Twig(cut(branches + branch), cut(below), node));
    int last = node.children().size() - 1;
    for (int i = 0; i <= last; i++) {
      TreeNode child = node.children().get(i);
      boolean many = child.edge() != null && child.edge().cardinality().equals("1:n");
      String star = many ? "* " : " ";
      grow(child, under, (i == last ? "└─" : "├─") + star, i == last ? "   " : "│  ");
    }
  }

  private static String cut(String branches) {
    int excess = branches.length() - WIDEST_BRANCHES;
    return excess <= 0 ? branches : "…" + branches.substring(excess + 1);
  }

  private int relationsBegin() {
    int widest =
        twigs.stream()
            .map(twig -> Texts.width(twig.left()))
            .filter(one -> one <= WIDEST)
            .max(Comparator.naturalOrder())
            .orElse(NARROWEST);
    return Math.max(NARROWEST, widest) + 1;
  }

  private void write(Twig twig, String relation, int relations, int estimates) {
    boolean besideTheName = Texts.width(twig.left()) < relations;
    if (!besideTheName) {
      writeName(twig);
    }
    int begin = besideTheName ? relations : Texts.width(twig.below()) + GAP.length();
    int room = width - begin - GAP.length() - estimates;
    List<String> parts = Texts.wrapped(relation, room);
    for (int i = 0; i < parts.size(); i++) {
      boolean first = i == 0;
      String left = first && besideTheName ? twig.left() : twig.below();
      String right = first ? Estimate.number(twig.node()) : "";
      String middle = Texts.padded(parts.get(i), room);
      String rightmost = " ".repeat(estimates - right.length()) + right;
      lines.add((Texts.padded(left, begin) + middle + GAP + rightmost).stripTrailing());
    }
  }

  /** A role tells its table unless it is called otherwise. */
  private static String table(TreeNode node) {
    return node.role().equals(node.table()) ? "" : ", table " + node.table();
  }

  private void writeName(Twig twig) {
    String start = twig.branch();
    for (String part : Texts.wrapped(twig.node().role(), width - Texts.width(start))) {
      lines.add(start + part);
      start = Texts.padded(twig.below(), Texts.width(twig.branch()));
    }
  }
}
