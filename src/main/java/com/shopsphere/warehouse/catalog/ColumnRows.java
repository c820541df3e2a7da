package com.shopsphere.warehouse.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The columns of all tables that the user may read. */
final class ColumnRows {

  private final Map<String, List<Column>> columns = new HashMap<>();

  private final Set<String> collationsWithoutPadding;

  /**
   * @param collationsWithoutPadding names of those that the server tells of; more are known by
   *     their names
   */
  ColumnRows(Set<String> collationsWithoutPadding) {
    this.collationsWithoutPadding = Set.copyOf(collationsWithoutPadding);
  }

  /** Takes the next row of {@code information_schema}; those of one table come in its order. */
  void add(ResultSet row) throws SQLException {
    columns.computeIfAbsent(row.getString("TABLE_NAME"), t -> new ArrayList<>()).add(column(row));
  }

  private Column column(ResultSet row) throws SQLException {
    return new Column(
        row.getString("COLUMN_NAME"),
        row.getString("DATA_TYPE"),
        row.getString("COLUMN_TYPE"),
        row.getString("IS_NULLABLE").equals("YES"),
        row.getLong("CHARACTER_MAXIMUM_LENGTH"),
        row.getInt("NUMERIC_PRECISION"),
        row.getInt("NUMERIC_SCALE"),
        collation(row),
        generated(row.getString("EXTRA")));
  }

  private Optional<Collation> collation(ResultSet row) throws SQLException {
    String characterSet = row.getString("CHARACTER_SET_NAME");
    return Optional.ofNullable(row.getString("COLLATION_NAME"))
        .map(name -> new Collation(name, characterSet, pads(name)));
  }

  /** MariaDB calls some of its collations as MySQL does. */
  private boolean pads(String collation) {
    return !collationsWithoutPadding.contains(collation)
        && !collation.contains("_nopad_")
        && !collation.contains("_0900_");
  }

  /** Not so {@code DEFAULT_GENERATED}: an expression that gives no more than the default. */
  private static boolean generated(String extra) {
    return extra.contains("VIRTUAL GENERATED") || extra.contains("STORED GENERATED");
  }

  /** Empty if the user may read no column. */
  List<Column> of(String table) {
    return columns.getOrDefault(table, List.of());
  }

  /** Those of the names, letter case ignored, that are no readable columns of the table. */
  List<String> unreadable(String table, List<String> names) {
    Set<String> readable = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    of(table).forEach(column -> readable.add(column.name()));
    return names.stream().filter(name -> !readable.contains(name)).toList();
  }
}
