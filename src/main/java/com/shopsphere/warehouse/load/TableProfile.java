package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Figures over all columns of the rows of a table, or of the elements of one nested table.
 *
 * @param from the clause that tells BigQuery where the rows are
 */
record TableProfile(List<Figure> figures, String from) {

  TableProfile {
    figures = List.copyOf(figures);
    requireNonNull(from, "from");
  }

  /** The query that asks BigQuery for the figures, in their order, in one row. */
  String sql() {
    StringJoiner select = new StringJoiner(",\n  ", "SELECT\n  ", "\nFROM " + from);
    for (int i = 0; i < figures.size(); i++) {
      select.add("%s AS f%d".formatted(figures.get(i).sql(), i));
    }
    return select.toString();
  }

  /**
   * Compares what BigQuery answered.
   *
   * @param answers one for each figure
   * @return sentences about the figures that differ, none if all agree
   */
  List<String> differences(List<@Nullable String> answers) {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      if (!figures.get(i).agrees(answers.get(i))) {
        differences.add(figures.get(i).differs(answers.get(i)));
      }
    }
    return differences;
  }
}
