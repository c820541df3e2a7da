package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.failure.Suggestion.didYouMean;

import com.shopsphere.warehouse.catalog.Catalog;
import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.failure.PlanException;

/** Tables as settings name them. */
final class Tables {

  private Tables() {}

  /**
   * The table that a setting names.
   *
   * @throws PlanException if there is none, or the user may not read it
   */
  static Table named(Catalog catalog, String setting, String name) {
    Table table =
        catalog
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
    if (table.columns().isEmpty()) {
      throw new PlanException(
          "Cannot read the table '%s' (%s): the user sees none of its columns; grant SELECT on it."
              .formatted(name, setting));
    }
    return table;
  }

  /**
   * The column that a setting names, letter case ignored.
   *
   * @throws PlanException if there is none
   */
  static Column column(Table table, String setting, String name) {
    return table
        .findColumn(name)
        .orElseThrow(
            () ->
                new PlanException(
                    "Cannot find the column '%s' (%s) in table '%s'%s"
                        .formatted(
                            name, setting, table.name(), didYouMean(name, table.columnNames()))));
  }
}
