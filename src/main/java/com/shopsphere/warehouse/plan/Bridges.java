package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.catalog.ForeignKey;
import com.shopsphere.warehouse.catalog.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tables that stand for a many-to-many relation: a primary or unique key of theirs is made of the
 * columns of two foreign keys or more, none of which makes it up alone, and of nothing else.
 */
final class Bridges {

  private Bridges() {}

  /** Whether a relation leads, against one of a bridge's foreign keys, to the bridge. */
  static boolean leadsToBridge(Relation relation) {
    return relation.reference() == Reference.CHILD_TO_PARENT
        && sides(relation.to()).stream()
            .anyMatch(side -> side.columns().equals(relation.toColumns()));
  }

  /** Whether a relation leads from a bridge to the other side. */
  static boolean leadsAcross(Relation relation) {
    return relation.forward()
        && sides(relation.from()).stream()
            .anyMatch(side -> side.columns().equals(relation.fromColumns()));
  }

  private static List<ForeignKey> sides(Table table) {
    return table.uniqueKeys().stream()
        .map(key -> sides(table, key.columns()))
        .filter(sides -> !sides.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** The foreign keys that make up a key; none if they do not cover it. */
  private static List<ForeignKey> sides(Table table, List<String> key) {
    List<ForeignKey> sides =
        table.foreignKeys().stream()
            .filter(foreign -> foreign.otherDatabase().isEmpty())
            .filter(foreign -> key.containsAll(foreign.columns()))
            .filter(foreign -> !foreign.columns().containsAll(key))
            .toList();
    Set<String> covered = new HashSet<>();
    sides.forEach(side -> covered.addAll(side.columns()));
    return covered.containsAll(key) ? sides : List.of();
  }
}
