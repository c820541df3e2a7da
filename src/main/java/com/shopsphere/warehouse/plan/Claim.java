package com.shopsphere.warehouse.plan;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.Table;
import java.util.List;

/**
 * What the configuration says of a table and no key enforces: no two rows agree in these columns.
 * It must be proved on the data before it is believed. Rows with NULL in one of them do not count.
 *
 * @param columns not empty
 * @param setting that says so, for messages
 */
public record Claim(Table table, List<String> columns, String setting) {

  public Claim {
    requireNonNull(table, "table");
    requireNonNull(setting, "setting");
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid claim on %s: it names no column".formatted(table.name()));
    }
  }
}
