package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.ForeignKey;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.config.RelationConfig;
import com.shopsphere.warehouse.failure.PlanException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All ways between the tables of a catalog: declared by foreign keys, or configured. A configured
 * one takes the place of a declared one that joins the same columns.
 */
final class Relations {

  private static final String SETTING = "merge.relations[]";

  private final List<Relation> configured;
  private final Map<String, List<Relation>> byTable;

  /**
   * @throws PlanException if a configured relation is not possible
   */
  Relations(Catalog catalog, List<RelationConfig> configured) {
    List<Relation> declared = declared(catalog);
    ConfiguredRelations resolver = new ConfiguredRelations(catalog, SETTING, "from", "to");
    this.configured =
        configured.stream()
            .map(resolver::resolve)
            .map(relation -> withReference(relation, declared))
            .toList();
    List<Relation> all = new ArrayList<>(this.configured);
    declared.stream()
        .filter(relation -> all.stream().noneMatch(relation::joinsAs))
        .toList()
        .forEach(all::add);
    byTable = all.stream().collect(Collectors.groupingBy(relation -> relation.from().name()));
  }

  /** Every foreign key within the database, both ways; one that is declared twice counts once. */
  static List<Relation> declared(Catalog catalog) {
    List<Relation> declared = new ArrayList<>();
    for (Table table : catalog.tables()) {
      for (ForeignKey key : table.foreignKeys()) {
        if (key.otherDatabase().isEmpty()) {
          Table referenced = catalog.table(key.referencedTable()).orElseThrow();
          addUnlessKnown(declared, Relation.forward(table, referenced, key));
          addUnlessKnown(declared, Relation.backward(referenced, table, key));
        }
      }
    }
    return declared;
  }

  private static void addUnlessKnown(List<Relation> declared, Relation relation) {
    if (declared.stream().noneMatch(relation::joinsAs)) {
      declared.add(relation);
    }
  }

  /** A configured relation that joins as a foreign key does is checked as one. */
  static Relation withReference(Relation configured, List<Relation> declared) {
    return declared.stream()
        .filter(configured::joinsAs)
        .findFirst()
        .map(key -> configured.as(key.origin(), key.reference()))
        .orElse(configured);
  }

  /** Whether the configuration says how a table is joined, other than not at all. */
  boolean joinsByConfiguration(Table table) {
    return configured.stream()
        .filter(relation -> relation.to().name().equals(table.name()))
        .anyMatch(
            relation -> relation.fold().filter(FoldConfig.LeaveOut.class::isInstance).isEmpty());
  }

  /**
   * Makes sure that no relation was written in vain.
   *
   * @throws PlanException naming the first that begins at a table outside the tree
   */
  void requireAllMet(Draft root) {
    for (Relation relation : configured) {
      if (root.walk().noneMatch(node -> node.table().name().equals(relation.from().name()))) {
        throw new PlanException(
            "Cannot follow %s (%s): expected to begin at a table of the tree, and '%s' (%s.from) is not in it."
                .formatted(relation.describe(), SETTING, relation.from().name(), SETTING));
      }
    }
  }

  /** Ways out of a table: those along its own foreign keys first, in the order of its columns. */
  List<Relation> from(Table table) {
    Comparator<Relation> byDirection = Comparator.comparing(relation -> !relation.forward());
    Comparator<Relation> byColumn =
        Comparator.comparingInt(
            relation ->
                relation.forward()
                    ? table.columnNames().indexOf(relation.fromColumns().get(0))
                    : 0);
    Comparator<Relation> byTarget = Comparator.comparing(relation -> relation.to().name());
    return byTable.getOrDefault(table.name(), List.of()).stream()
        .sorted(
            byDirection
                .thenComparing(byColumn)
                .thenComparing(byTarget)
                .thenComparing(Relation::origin))
        .toList();
  }
}
