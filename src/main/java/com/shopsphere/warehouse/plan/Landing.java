package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.Naming;
import com.shopsphere.warehouse.failure.PlanException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Plans the tables that are published beside the unified one: what they and their columns are
 * called.
 */
final class Landing {

  private static final String SETTING = "target.land";

  private final List<Table> tables;
  private final String unified;
  private final Naming naming;

  /**
   * @param land names of the tables
   * @param unified name of the unified table
   * @throws PlanException if a table is not there, or cannot be read
   */
  Landing(Catalog catalog, List<String> land, String unified, Naming naming) {
    this.tables = land.stream().map(name -> Tables.named(catalog, SETTING, name)).toList();
    this.unified = unified;
    this.naming = naming;
  }

  /** The tables in the source. */
  List<Table> tables() {
    return tables;
  }

  /**
   * The planned tables, in the order of the setting.
   *
   * @param root of the unified table
   * @throws PlanException if two would have one name, or one would have no column
   */
  List<LandedTable> plan(Draft root, LeftOutColumns leftOut) {
    Map<String, String> owners = new HashMap<>();
    owners.put(unified.toLowerCase(Locale.ROOT), "the unified table (target.table)");
    List<LandedTable> landed = new ArrayList<>();
    for (Table table : tables) {
      String name = name(table);
      String owner =
          owners.putIfAbsent(name.toLowerCase(Locale.ROOT), "'%s'".formatted(table.name()));
      if (owner != null) {
        throw new PlanException(
            "Cannot land the table '%s' (%s): its name would be %s, which is already that of %s."
                .formatted(table.name(), SETTING, name, owner));
      }
      landed.add(new LandedTable(name, node(table, root, leftOut)));
    }
    return landed;
  }

  private String name(Table table) {
    return naming == Naming.SOURCE
        ? ColumnNaming.asInSource(table.name())
        : ColumnNaming.snake(table.name());
  }

  private Node node(Table table, Draft root, LeftOutColumns leftOut) {
    Names names = new Names(naming, Draft.root(table), new ColumnNaming());
    List<PlannedColumn> columns = new ArrayList<>();
    for (Column column : table.columns()) {
      if (!leftOut.containEverywhere(root, table, column.name())) {
        columns.add(new PlannedColumn(column, Optional.of(names.of(column))));
      }
    }
    if (columns.isEmpty()) {
      throw new PlanException(
          "Cannot land the table '%s' (%s): merge.leave-out leaves out all of its columns."
              .formatted(table.name(), SETTING));
    }
    return new Node(table.name(), table, columns, List.of());
  }
}
