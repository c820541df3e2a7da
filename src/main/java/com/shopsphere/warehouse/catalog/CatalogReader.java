package com.shopsphere.warehouse.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a {@link Catalog} from {@code information_schema}: four queries, whatever the schema. */
public final class CatalogReader {

  private static final String TABLES =
      """
      SELECT TABLE_NAME, DATA_LENGTH
      FROM information_schema.TABLES
      WHERE TABLE_SCHEMA = ? AND TABLE_TYPE = 'BASE TABLE'
      ORDER BY TABLE_NAME""";

  private static final String COLUMNS =
      """
      SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, IS_NULLABLE,
        CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, NUMERIC_SCALE, CHARACTER_SET_NAME
      FROM information_schema.COLUMNS
      WHERE TABLE_SCHEMA = ?
      ORDER BY TABLE_NAME, ORDINAL_POSITION""";

  /** SUB_PART: a unique index over the beginning of a text does not make the text unique. */
  private static final String UNIQUE_KEYS =
      """
      SELECT TABLE_NAME, INDEX_NAME, COLUMN_NAME, SUB_PART
      FROM information_schema.STATISTICS
      WHERE TABLE_SCHEMA = ? AND NON_UNIQUE = 0
      ORDER BY TABLE_NAME, INDEX_NAME <> 'PRIMARY', INDEX_NAME, SEQ_IN_INDEX""";

  private static final String FOREIGN_KEYS =
      """
      SELECT TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, REFERENCED_TABLE_NAME,
        REFERENCED_COLUMN_NAME
      FROM information_schema.KEY_COLUMN_USAGE
      WHERE TABLE_SCHEMA = ? AND REFERENCED_TABLE_SCHEMA = TABLE_SCHEMA
      ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION""";

  private final MySqlSource source;

  public CatalogReader(MySqlSource source) {
    this.source = source;
  }

  /**
   * Reads the tables that the user may see, with their keys.
   *
   * @throws com.shopsphere.warehouse.failure.SourceException if the server cannot be reached or
   *     read
   */
  public Catalog read() {
    try (Connection connection = source.connect()) {
      String server = server(connection);
      askForFreshStatistics(connection);
      Map<String, List<Column>> columns = columns(connection);
      Map<String, List<UniqueKey>> uniqueKeys = uniqueKeys(connection);
      Map<String, List<ForeignKey>> foreignKeys = foreignKeys(connection);
      List<Table> tables = new ArrayList<>();
      query(
          connection,
          TABLES,
          row -> {
            String name = row.getString(1);
            tables.add(
                new Table(
                    name,
                    columns.getOrDefault(name, List.of()),
                    uniqueKeys.getOrDefault(name, List.of()),
                    foreignKeys.getOrDefault(name, List.of()),
                    row.getLong(2)));
          });
      addUnseen(tables);
      tables.sort(Comparator.comparing(Table::name));
      return new Catalog(source.database(), server, tables);
    } catch (SQLException failed) {
      throw source.failure("read the catalog", failed);
    }
  }

  /**
   * The server hides tables on which the user has no privilege, but not the keys that lead there.
   */
  private static void addUnseen(List<Table> tables) {
    Set<String> unseen = new TreeSet<>();
    for (Table table : tables) {
      table.foreignKeys().forEach(key -> unseen.add(key.referencedTable()));
    }
    tables.forEach(table -> unseen.remove(table.name()));
    unseen.forEach(name -> tables.add(new Table(name, List.of(), List.of(), List.of(), 0)));
  }

  private static String server(Connection connection) throws SQLException {
    String version = connection.getMetaData().getDatabaseProductVersion();
    return version.contains("MariaDB") ? version : "MySQL " + version;
  }

  /**
   * MySQL 8 answers sizes from a cache of a day; MariaDB has no such cache and no such variable.
   */
  private static void askForFreshStatistics(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet variable =
            statement.executeQuery("SHOW VARIABLES LIKE 'information_schema_stats_expiry'")) {
      if (variable.next()) {
        statement.execute("SET SESSION information_schema_stats_expiry = 0");
      }
    }
  }

  private Map<String, List<Column>> columns(Connection connection) throws SQLException {
    Map<String, List<Column>> columns = new TreeMap<>();
    query(
        connection,
        COLUMNS,
        row ->
            columns
                .computeIfAbsent(row.getString(1), table -> new ArrayList<>())
                .add(
                    new Column(
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5).equals("YES"),
                        row.getLong(6),
                        row.getInt(7),
                        row.getInt(8),
                        Optional.ofNullable(row.getString(9)))));
    return columns;
  }

  private Map<String, List<UniqueKey>> uniqueKeys(Connection connection) throws SQLException {
    Map<String, Map<String, List<String>>> indexes = new TreeMap<>();
    Map<String, List<String>> partial = new TreeMap<>();
    query(
        connection,
        UNIQUE_KEYS,
        row -> {
          // A functional key part has no column, and proves nothing about columns.
          Optional<String> column = Optional.ofNullable(row.getString(3));
          if (column.isEmpty() || row.getObject(4) != null) {
            partial.computeIfAbsent(row.getString(1), t -> new ArrayList<>()).add(row.getString(2));
          }
          indexes
              .computeIfAbsent(row.getString(1), table -> new LinkedHashMap<>())
              .computeIfAbsent(row.getString(2), index -> new ArrayList<>())
              .add(column.orElse(""));
        });
    Map<String, List<UniqueKey>> keys = new TreeMap<>();
    indexes.forEach(
        (table, byName) ->
            byName.forEach(
                (name, columns) -> {
                  if (!partial.getOrDefault(table, List.of()).contains(name)) {
                    keys.computeIfAbsent(table, t -> new ArrayList<>())
                        .add(new UniqueKey(name, columns));
                  }
                }));
    return keys;
  }

  private Map<String, List<ForeignKey>> foreignKeys(Connection connection) throws SQLException {
    Map<String, Map<String, ForeignKey>> keys = new TreeMap<>();
    query(
        connection,
        FOREIGN_KEYS,
        row -> {
          ForeignKey part =
              new ForeignKey(
                  row.getString(2),
                  List.of(row.getString(3)),
                  row.getString(4),
                  List.of(row.getString(5)));
          keys.computeIfAbsent(row.getString(1), table -> new LinkedHashMap<>())
              .merge(part.name(), part, CatalogReader::join);
        });
    Map<String, List<ForeignKey>> lists = new TreeMap<>();
    keys.forEach((table, byName) -> lists.put(table, List.copyOf(byName.values())));
    return lists;
  }

  private static ForeignKey join(ForeignKey first, ForeignKey next) {
    List<String> columns = new ArrayList<>(first.columns());
    columns.addAll(next.columns());
    List<String> referenced = new ArrayList<>(first.referencedColumns());
    referenced.addAll(next.referencedColumns());
    return new ForeignKey(first.name(), columns, first.referencedTable(), referenced);
  }

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private void query(Connection connection, String sql, RowReader reader) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, source.database());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    }
  }
}
