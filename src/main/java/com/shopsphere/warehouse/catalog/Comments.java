package com.shopsphere.warehouse.catalog;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the database says about its tables and columns, for people. */
public final class Comments {

  private final Map<String, String> tables = new HashMap<>();
  private final Map<String, Map<String, String>> columns = new HashMap<>();

  Comments() {}

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

  public Optional<String> of(Table table) {
    return Optional.ofNullable(tables.get(table.name()));
  }

  public Optional<String> of(Table table, Column column) {
    return Optional.ofNullable(columns.getOrDefault(table.name(), Map.of()).get(column.name()));
  }
}
