package com.shopsphere.warehouse.catalog;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The tables and views of one database, ascending by name.
 *
 * @param database name of the schema
 * @param server product and version, as the server tells them
 * @param notes sentences on what the database declares and the catalog cannot hold
 */
public record Catalog(String database, String server, List<Table> tables, List<String> notes) {

  public Catalog {
    requireNonNull(database, "database");
    requireNonNull(server, "server");
    notes = List.copyOf(notes);
    tables = tables.stream().sorted(Comparator.comparing(Table::name)).toList();
  }

  public Optional<Table> table(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  public List<String> tableNames() {
    return tables.stream().map(Table::name).toList();
  }
}
