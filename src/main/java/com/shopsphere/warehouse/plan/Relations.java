package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.failure.Suggestion.didYouMean;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.ForeignKey;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.RelationConfig;
import com.shopsphere.warehouse.failure.PlanException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All ways between the tables of a catalog: declared by foreign keys, or configured. */
final class Relations {

  private final Map<String, List<Relation>> byTable;

  /**
   * @throws PlanException if a configured relation names a table or column that does not exist
   */
  Relations(Catalog catalog, List<RelationConfig> configured) {
    List<Relation> all = new ArrayList<>();
    for (Table table : catalog.tables()) {
      for (ForeignKey key : table.foreignKeys()) {
        catalog
            .table(key.referencedTable())
            .ifPresent(
                referenced -> {
                  all.add(Relation.forward(table, referenced, key));
                  all.add(Relation.backward(referenced, table, key));
                });
      }
    }
    configured.forEach(relation -> all.add(configured(catalog, relation)));
    byTable = all.stream().collect(Collectors.groupingBy(relation -> relation.from().name()));
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

  private static Relation configured(Catalog catalog, RelationConfig config) {
    Table from = table(catalog, "merge.relations[].from", config.from());
    Table to = table(catalog, "merge.relations[].to", config.to());
    Relation relation = Relation.configured(from, to, config);
    relation.requireReadable();
    config.fromColumns().forEach(column -> requireColumn(from, column));
    config.toColumns().forEach(column -> requireColumn(to, column));
    return relation;
  }

  /** The table that a setting names. */
  static Table table(Catalog catalog, String setting, String name) {
    return catalog
        .table(name)
        .orElseThrow(
            () ->
                new PlanException(
                    "Cannot find the table '%s' (%s) in database '%s', which shows %d tables to this user%s"
                        .formatted(
                            name,
                            setting,
                            catalog.database(),
                            catalog.tables().size(),
                            didYouMean(name, catalog.tableNames()))));
  }

  private static void requireColumn(Table table, String column) {
    if (table.findColumn(column).isEmpty()) {
      throw new PlanException(
          "Cannot find the column '%s' (merge.relations[].on) in table '%s'%s"
              .formatted(column, table.name(), didYouMean(column, table.columnNames())));
    }
  }
}
