package com.shopsphere.warehouse.report;

import com.shopsphere.warehouse.report.PlanDocument.ColumnEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The columns of the unified table, a row each, fields of nested tables indented below them. What
 * is too long for its place goes on in the next line.
 */
final class ColumnTable {

  private static final List<String> HEADER =
      List.of("column", "MySQL", "Spark", "BigQuery", "from");

  private static final String GAP = "  ";
  private static final int INDENT = 2;

  /** Fields nested deeper than this are not indented any further. */
  private static final int DEEPEST_INDENT = 32;

  /** To which a place may be narrowed in favour of a wider one. */
  private static final int NARROWEST = 12;

  /** An ENUM may have thousands of letters; they are all in the JSON. */
  private static final int LONGEST_TYPE = 24;

  /**
   * A line of the table, before it is wrapped.
   *
   * @param indent of the first cell
   */
  private record Line(int indent, List<String> cells) {

    int width(int position) {
      return Texts.width(cells.get(position)) + (position == 0 ? indent : 0);
    }
  }

  private final List<Line> lines = new ArrayList<>();

  private ColumnTable() {}

  /**
   * @param width of a line at most, at least 120
   */
  static List<String> of(List<ColumnEntry> columns, int width) {
    ColumnTable table = new ColumnTable();
    table.lines.add(new Line(INDENT, HEADER));
    columns.forEach(column -> table.add(column, INDENT));
    int[] widths = table.widths(width - GAP.length() * (HEADER.size() - 1));
    return table.lines.stream().flatMap(line -> rendered(line, widths).stream()).toList();
  }

  private void add(ColumnEntry column, int indent) {
    boolean nested = !column.fields().isEmpty();
    List<String> cells =
        List.of(
            column.name(),
            column.mysqlType() == null ? "" : column.mysqlType(),
            nested ? "ARRAY<STRUCT>" : column.sparkType(),
            nested ? "ARRAY<STRUCT>" : column.bigqueryType(),
            column.from());
    int last = cells.size() - 1;
    List<String> shortened = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      String text = Texts.printable(cells.get(i));
      shortened.add(i == 0 || i == last ? text : shortened(text));
    }
    lines.add(new Line(indent, shortened));
    int within = Math.min(indent + INDENT, DEEPEST_INDENT);
    column.fields().forEach(field -> add(field, within));
  }

  private static String shortened(String type) {
    return type.length() <= LONGEST_TYPE ? type : type.substring(0, LONGEST_TYPE - 1) + "…";
  }

  /** What each place needs; the widest give way until all fit. */
  private int[] widths(int available) {
    int[] widths = new int[HEADER.size()];
    int[] least = new int[HEADER.size()];
    for (Line line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.width(i));
        least[i] = Math.max(least[i], NARROWEST + (i == 0 ? line.indent() : 0));
      }
    }
    for (int excess = Arrays.stream(widths).sum() - available; excess > 0; excess--) {
      widths[widest(widths, least)]--;
    }
    return widths;
  }

  private static int widest(int[] widths, int[] least) {
    int widest = 0;
    for (int i = 1; i < widths.length; i++) {
      if (widths[i] - least[i] > widths[widest] - least[widest]) {
        widest = i;
      }
    }
    return widest;
  }

  private static List<String> rendered(Line line, int[] widths) {
    List<List<String>> cells = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      int indent = i == 0 ? line.indent() : 0;
      cells.add(
          Texts.wrapped(line.cells().get(i), widths[i] - indent).stream()
              .map(part -> " ".repeat(indent) + part)
              .toList());
    }
    int height = cells.stream().mapToInt(List::size).max().orElse(0);
    List<String> rendered = new ArrayList<>();
    for (int row = 0; row < height; row++) {
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < widths.length; i++) {
        String part = row < cells.get(i).size() ? cells.get(i).get(row) : "";
        parts.add(Texts.padded(part, widths[i]));
      }
      rendered.add(String.join(GAP, parts).stripTrailing());
    }
    return rendered;
  }
}
