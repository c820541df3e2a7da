package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.failure.PlanException;
import java.util.ArrayList;
import java.util.List;

/** The columns that a relation joins, with how the server compares them. */
final class KeyPairs {

  private KeyPairs() {}

  /**
   * @throws PlanException if two columns cannot be compared exactly as the server does
   */
  static List<KeyPair> of(Relation relation) {
    List<KeyPair> pairs = new ArrayList<>();
    for (int i = 0; i < relation.fromColumns().size(); i++) {
      Column from = relation.from().column(relation.fromColumns().get(i));
      Column to = relation.to().column(relation.toColumns().get(i));
      KeyComparison comparison =
          KeyComparisons.between(from, to).orElseThrow(() -> incomparable(relation, from, to));
      pairs.add(new KeyPair(from.name(), to.name(), comparison));
    }
    return pairs;
  }

  private static PlanException incomparable(Relation relation, Column from, Column to) {
    return new PlanException(
        "Cannot join %s: the values of %s %s and of %s %s cannot be compared exactly as the server compares them; leave the table out (merge.folds)."
            .formatted(relation.describe(), from.name(), declared(from), to.name(), declared(to)));
  }

  private static String declared(Column column) {
    return column
        .collation()
        .map(collation -> column.columnType() + " " + collation.name())
        .orElse(column.columnType());
  }
}
