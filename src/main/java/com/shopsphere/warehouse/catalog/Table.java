package com.shopsphere.warehouse.catalog;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A base table with its keys.
 *
 * @param columns that the user may read, in the order of their declaration; none if the user may
 *     not read the table
 * @param uniqueKeys the primary key, if there is one, first; then by name
 * @param foreignKeys outgoing references, by name
 * @param dataBytes the server's estimate of the size of the rows
 */
public record Table(
    String name,
    List<Column> columns,
    List<UniqueKey> uniqueKeys,
    List<ForeignKey> foreignKeys,
    long dataBytes) {

  public Table {
    requireNonNull(name, "name");
    columns = List.copyOf(columns);
    uniqueKeys = List.copyOf(uniqueKeys);
    foreignKeys = List.copyOf(foreignKeys);
  }

  public boolean readable() {
    return !columns.isEmpty();
  }

  public Optional<UniqueKey> primaryKey() {
    return uniqueKeys.stream().filter(UniqueKey::primary).findFirst();
  }

  /** The key that proves that at most one row has given values in these columns. */
  public Optional<UniqueKey> keyProvedBy(Collection<String> equalColumns) {
    return uniqueKeys.stream().filter(key -> key.isProvedBy(equalColumns)).findFirst();
  }

  /**
   * A column by its name, letter case ignored as MySQL does.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Column column(String columnName) {
    return findColumn(columnName)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Invalid column %s: table %s does not have it".formatted(columnName, name)));
  }

  public Optional<Column> findColumn(String columnName) {
    return columns.stream()
        .filter(column -> column.name().equalsIgnoreCase(columnName))
        .findFirst();
  }

  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }
}
