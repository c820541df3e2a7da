package com.shopsphere.warehouse.catalog;

import com.shopsphere.warehouse.catalog.Table.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes a catalog of what was read. A key that the user may not see to its end is left out with a
 * note: what is left of it would promise too much.
 */
final class CatalogAssembly {

  private final ColumnRows columns;
  private final IndexRows indexes;
  private final ForeignKeyRows foreignKeys;
  private final List<String> notes = new ArrayList<>();

  CatalogAssembly(ColumnRows columns, IndexRows indexes, ForeignKeyRows foreignKeys) {
    this.columns = columns;
    this.indexes = indexes;
    this.foreignKeys = foreignKeys;
  }

  /** A table or view as the server lists it; {@link Table} tells of the numbers. */
  record Listed(
      String name, Kind kind, Optional<String> engine, long estimatedRows, long dataBytes) {}

  Catalog catalog(String database, String server, List<Listed> listed) {
    List<Table> tables = new ArrayList<>();
    listed.forEach(table -> tables.add(table(table)));
    addUnseen(tables);
    return new Catalog(database, server, tables, notes);
  }

  private Table table(Listed listed) {
    String name = listed.name();
    if (columns.of(name).isEmpty()) {
      return withoutColumns(listed);
    }
    return new Table(
        name,
        listed.kind(),
        listed.engine(),
        columns.of(name),
        uniqueKeys(name),
        foreignKeys(name),
        listed.estimatedRows(),
        listed.dataBytes());
  }

  private Table withoutColumns(Listed listed) {
    if (listed.kind() != Kind.VIEW) {
      return hidden(listed.name());
    }
    notes.add(
        "View %s has no column to read: something that it names is gone, or a privilege is missing."
            .formatted(listed.name()));
    return new Table(
        listed.name(), Kind.VIEW, Optional.empty(), List.of(), List.of(), List.of(), 0, 0);
  }

  private static Table hidden(String name) {
    return new Table(name, Kind.HIDDEN, Optional.empty(), List.of(), List.of(), List.of(), 0, 0);
  }

  /**
   * The server hides tables on which the user has no privilege, but not the keys that lead there.
   */
  private static void addUnseen(List<Table> tables) {
    Set<String> unseen = new TreeSet<>();
    for (Table table : tables) {
      table.foreignKeys().stream()
          .filter(key -> key.otherDatabase().isEmpty())
          .forEach(key -> unseen.add(key.referencedTable()));
    }
    tables.forEach(table -> unseen.remove(table.name()));
    unseen.forEach(name -> tables.add(hidden(name)));
  }

  private List<UniqueKey> uniqueKeys(String table) {
    List<UniqueKey> held = new ArrayList<>();
    for (UniqueKey key : indexes.uniqueKeys(table)) {
      List<String> unreadable = columns.unreadable(table, key.columns());
      if (unreadable.isEmpty()) {
        held.add(key);
        continue;
      }
      notes.add(
          "Key %s of table %s is left out: the user may not read its %s."
              .formatted(key.name(), table, named(unreadable)));
    }
    return held;
  }

  private List<ForeignKey> foreignKeys(String table) {
    List<ForeignKey> held = new ArrayList<>();
    foreignKeys
        .of(table)
        .forEach(
            (name, key) -> {
              Optional<String> obstacle = obstacle(table, key);
              obstacle.ifPresent(
                  reason ->
                      notes.add(
                          "Foreign key %s of table %s is left out: the user may not read %s."
                              .formatted(name, table, reason)));
              key.filter(seen -> obstacle.isEmpty()).ifPresent(held::add);
            });
    return held;
  }

  /** What the user would have to read besides, so that a foreign key could be held. */
  private Optional<String> obstacle(String table, Optional<ForeignKey> key) {
    if (key.isEmpty() || inPart(table, key.get().columns())) {
      return Optional.of("all of its columns");
    }
    ForeignKey seen = key.get();
    if (seen.otherDatabase().isPresent() || columns.of(seen.referencedTable()).isEmpty()) {
      return Optional.empty();
    }
    List<String> unreadable = columns.unreadable(seen.referencedTable(), seen.referencedColumns());
    return unreadable.isEmpty()
        ? Optional.empty()
        : Optional.of("%s of table %s".formatted(named(unreadable), seen.referencedTable()));
  }

  /**
   * Whether columns of a foreign key may be only those that the user may read. MySQL shows of a key
   * over {@code (a, b)} only {@code a} if the user may not read {@code b}, and does not say so. But
   * every foreign key has an index that starts with its columns, and indexes are shown whole.
   */
  private boolean inPart(String table, List<String> keyColumns) {
    return !columns.unreadable(table, keyColumns).isEmpty()
        || indexes.continues(
            table, keyColumns, next -> !columns.unreadable(table, List.of(next)).isEmpty());
  }

  private static String named(List<String> names) {
    return (names.size() == 1 ? "column " : "columns ") + String.join(", ", names);
  }
}
