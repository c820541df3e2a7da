package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.Naming;
import com.shopsphere.warehouse.config.TargetConfig;
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
  private final Map<String, String> owners;
  private final Naming naming;

  /**
   * @param land names of the tables
   * @param owners who has which name already, as {@link #owners} tells
   * @throws PlanException if a table is not there, or cannot be read
   */
  Landing(Catalog catalog, List<String> land, Map<String, String> owners, Naming naming) {
    this.tables = land.stream().map(name -> Tables.named(catalog, SETTING, name)).toList();
    this.owners = Map.copyOf(owners);
    this.naming = naming;
  }

  /** Who has which name among the published tables, in lower case, before one is landed. */
  static Map<String, String> owners(TargetConfig target) {
    Map<String, String> owners = new HashMap<>();
    owners.put(lower(target.table()), "the unified table (target.table)");
    target
        .manifestTable()
        .ifPresent(name -> owners.put(lower(name), "the table of the manifest (target.table)"));
    return owners;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
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
    Map<String, String> taken = new HashMap<>(owners);
    List<LandedTable> landed = new ArrayList<>();
    for (Table table : tables) {
      String name = name(table);
      String owner = taken.putIfAbsent(lower(name), "'%s'".formatted(table.name()));
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
