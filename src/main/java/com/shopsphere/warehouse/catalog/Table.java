package com.shopsphere.warehouse.catalog;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A table or view with its keys.
 *
 * @param engine that stores it; absent for a view, and for what the user may not see
 * @param columns that the user may read, in the order of their declaration; none if the user may
 *     not read the table
 * @param uniqueKeys the primary key, if there is one, first; then by name
 * @param foreignKeys outgoing references, by name
 * @param estimatedRows the server's estimate; 0 for a view, of which it has none
 * @param dataBytes the server's estimate of the size of the rows
 */
public record Table(
    String name,
    Kind kind,
    Optional<String> engine,
    List<Column> columns,
    List<UniqueKey> uniqueKeys,
    List<ForeignKey> foreignKeys,
    long estimatedRows,
    long dataBytes) {

  private static final Set<String> SNAPSHOT_ENGINES = Set.of("InnoDB", "ROCKSDB");

  /** What a name of the database stands for. */
  public enum Kind {
    BASE_TABLE,
    /** A stored query; it has no keys. */
    VIEW,
    /** A table of which the user may read nothing; foreign keys may lead to it. */
    HIDDEN
  }

  public Table {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    requireNonNull(engine, "engine");
    columns = List.copyOf(columns);
    uniqueKeys = List.copyOf(uniqueKeys);
    foreignKeys = List.copyOf(foreignKeys);
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    columns.forEach(column -> known.add(column.name()));
    for (UniqueKey key : uniqueKeys) {
      requireKnown(name, key.name(), key.columns(), known);
    }
    for (ForeignKey key : foreignKeys) {
      requireKnown(name, key.name(), key.columns(), known);
    }
  }

  private static void requireKnown(
      String table, String key, List<String> columns, Set<String> known) {
    if (!known.containsAll(columns)) {
      throw new IllegalArgumentException(
          "Invalid key %s of table %s: expected columns among %s, found %s"
              .formatted(key, table, known, columns));
    }
  }

  /** Whether a transaction sees it as it was when that began. */
  public boolean hasSnapshots() {
    return engine.map(SNAPSHOT_ENGINES::contains).orElse(true);
  }

  /** Whether the declarations are the same, whatever the estimates are. */
  boolean isDeclaredAs(Table other) {
    return name.equals(other.name)
        && kind == other.kind
        && engine.equals(other.engine)
        && columns.equals(other.columns)
        && uniqueKeys.equals(other.uniqueKeys)
        && foreignKeys.equals(other.foreignKeys);
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
