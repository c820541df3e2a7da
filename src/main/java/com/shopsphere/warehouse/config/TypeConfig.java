package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the values of those types become for which there is a choice.
 *
 * @param invalidDates of columns that are not among {@code columns}
 * @param columns what becomes of invalid dates, by {@code table.column}, letter case ignored
 */
public record TypeConfig(
    TinyintForm tinyint1,
    InvalidDates invalidDates,
    Map<String, InvalidDates> columns,
    SpatialForm spatial) {

  public TypeConfig {
    requireNonNull(tinyint1, "tinyint1");
    requireNonNull(invalidDates, "invalidDates");
    requireNonNull(spatial, "spatial");
    Map<String, InvalidDates> byName = new TreeMap<>();
    columns.forEach((column, choice) -> byName.put(column.toLowerCase(Locale.ROOT), choice));
    columns = Map.copyOf(byName);
  }

  /** What becomes of the invalid dates of a column. */
  public InvalidDates invalidDatesOf(String table, String column) {
    String name = (table + "." + column).toLowerCase(Locale.ROOT);
    return columns.getOrDefault(name, invalidDates);
  }
}
