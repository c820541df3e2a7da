package com.shopsphere.warehouse.report;

import static java.util.stream.Collectors.joining;

import com.shopsphere.warehouse.report.PlanDocument.Relation;
import com.shopsphere.warehouse.report.PlanDocument.TreeNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A plan as text that a person reads in a terminal. */
final class PlanText {

  /** Columns of a line at most, whatever the names. */
  static final int WIDTH = 120;

  private static final String INDENT = "  ";

  private final List<String> lines = new ArrayList<>();

  private PlanText() {}

  static String write(PlanDocument plan) {
    PlanText text = new PlanText();
    text.addHeader(plan);
    text.lines.addAll(TreeText.of(plan, WIDTH));
    text.addComparisons(plan);
    text.addReading(plan.reading());
    text.addColumns(plan);
    text.addLanded(plan.landed());
    text.addSection(
        "left out",
        plan.leftOut().stream().map(one -> one.relation() + ": " + one.reason()).toList());
    text.addSection("warnings", plan.warnings());
    return text.lines.stream().collect(joining("\n", "", "\n"));
  }

  private void addHeader(PlanDocument plan) {
    addWrapped("", INDENT, "%s on %s".formatted(plan.database(), plan.server()));
    addWrapped(
        "",
        INDENT,
        "one row for each row of %s, %s; numbers of rows are the server's estimates"
            .formatted(plan.grain().table(), Estimate.rows(plan.tree())));
    lines.add("");
  }

  /** Of keys that are not compared as they are, since their equality may surprise. */
  private void addComparisons(PlanDocument plan) {
    Map<String, Set<String>> roles = new TreeMap<>();
    gatherComparisons(plan.tree(), roles);
    if (roles.isEmpty()) {
      return;
    }
    lines.add("");
    roles.forEach(
        (comparison, children) ->
            addWrapped(
                "",
                INDENT,
                "keys compared %s: %s".formatted(comparison, String.join(", ", children))));
  }

  private static void gatherComparisons(TreeNode node, Map<String, Set<String>> roles) {
    Relation edge = node.edge();
    if (edge != null) {
      edge.keys().stream()
          .map(PlanDocument.Key::comparison)
          .filter(comparison -> !comparison.equals("exact"))
          .forEach(
              comparison ->
                  roles.computeIfAbsent(comparison, one -> new TreeSet<>()).add(node.role()));
    }
    node.children().forEach(child -> gatherComparisons(child, roles));
  }

  private void addReading(PlanDocument.Reading reading) {
    Stream<String> instant = Stream.of("all " + reading.snapshot() + " (source.snapshot.lock)");
    addSection(
        "tables as they are read, by at most %,d connections (source.connections)"
            .formatted(reading.connections()),
        Stream.concat(instant, reading.tables().stream().map(SplitText::whole)).toList());
  }

  private void addColumns(PlanDocument plan) {
    PlanDocument.Totals totals = plan.totals();
    lines.add("");
    lines.add(
        "columns of the unified table: %,d; with the fields of nested tables %,d of at most %,d (merge.max-columns)"
            .formatted(totals.columns(), totals.columnsWithFields(), totals.limits().columns()));
    lines.addAll(ColumnTable.of(plan.columns(), WIDTH));
  }

  private void addLanded(List<PlanDocument.Landing> landed) {
    if (!landed.isEmpty()) {
      addSection(
          "landed beside the unified table (target.land)",
          landed.stream().map(PlanText::landing).toList());
    }
  }

  private static String landing(PlanDocument.Landing landing) {
    return "%s: all rows of %s, %s; %s"
        .formatted(
            landing.name(),
            landing.table(),
            Estimate.rows(landing.estimatedRows()),
            landing.columns().stream().map(PlanDocument.ColumnEntry::name).collect(joining(", ")));
  }

  private void addSection(String title, List<String> sentences) {
    lines.add("");
    if (sentences.isEmpty()) {
      lines.add(title + ": none");
      return;
    }
    lines.add(title);
    sentences.forEach(sentence -> addWrapped(INDENT, INDENT + INDENT, sentence));
  }

  private void addWrapped(String first, String next, String text) {
    String indent = first;
    for (String part : Texts.wrapped(text, WIDTH - next.length())) {
      lines.add(indent + part);
      indent = next;
    }
  }
}
