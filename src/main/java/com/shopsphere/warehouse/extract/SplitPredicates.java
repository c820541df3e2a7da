package com.shopsphere.warehouse.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The WHERE clauses of the splits of one table: disjoint, and together true for every row. */
final class SplitPredicates {

  private SplitPredicates() {}

  /**
   * One predicate a split: {@code [.., b1), [b1, b2), .. [bn, ..]}.
   *
   * @param key the column, as it is called in the predicate, and never NULL
   * @param bounds ascending literals
   */
  static List<String> of(Optional<String> key, List<String> bounds) {
    if (key.isEmpty() || bounds.isEmpty()) {
      return List.of("1 = 1");
    }
    String column = key.get();
    List<String> predicates = new ArrayList<>();
    predicates.add("%s < %s".formatted(column, bounds.get(0)));
    for (int i = 1; i < bounds.size(); i++) {
      predicates.add(
          "%s >= %s AND %s < %s".formatted(column, bounds.get(i - 1), column, bounds.get(i)));
    }
    predicates.add("%s >= %s".formatted(column, bounds.get(bounds.size() - 1)));
    return predicates;
  }
}
