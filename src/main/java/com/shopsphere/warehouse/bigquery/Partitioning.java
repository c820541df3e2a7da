package com.shopsphere.warehouse.bigquery;

import static java.util.Objects.requireNonNull;

/**
 * By what a table is divided.
 *
 * @param unit HOUR, DAY, MONTH or YEAR
 * @param column a top-level column; empty for the time at which a row was added
 */
public record Partitioning(String unit, String column) {

  public Partitioning {
    requireNonNull(unit, "unit");
    requireNonNull(column, "column");
  }

  @Override
  public String toString() {
    return "%s by %s"
        .formatted(
            column.isEmpty() ? "time of ingestion" : column,
            unit.toLowerCase(java.util.Locale.ROOT));
  }
}
