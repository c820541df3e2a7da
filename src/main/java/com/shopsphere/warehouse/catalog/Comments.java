package com.shopsphere.warehouse.catalog;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the database says about its tables and columns.
 *
 * @param tables text by name of the table; those without one are absent
 * @param columns text by name of the table, then of the column
 */
public record Comments(Map<String, String> tables, Map<String, Map<String, String>> columns) {

  public Comments {
    tables = Map.copyOf(tables);
    columns = Map.copyOf(columns);
  }

  /** Gathers comments as they are read; blank ones are none. */
  static final class Gathered {

    private final Map<String, String> tables = new HashMap<>();
    private final Map<String, Map<String, String>> columns = new HashMap<>();

    void add(String table, String comment) {
      if (!comment.isBlank()) {
        tables.put(table, comment.strip());
      }
    }

    void add(String table, String column, String comment) {
      if (!comment.isBlank()) {
        columns.computeIfAbsent(table, t -> new HashMap<>()).put(column, comment.strip());
      }
    }

    Comments comments() {
      return new Comments(tables, columns);
    }
  }

  public Optional<String> of(Table table) {
    return Optional.ofNullable(tables.get(table.name()));
  }

  public Optional<String> of(Table table, Column column) {
    return Optional.ofNullable(columns.getOrDefault(table.name(), Map.of()).get(column.name()));
  }
}
