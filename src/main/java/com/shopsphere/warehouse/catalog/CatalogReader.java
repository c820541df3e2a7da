package com.shopsphere.warehouse.catalog;

import com.shopsphere.warehouse.catalog.CatalogAssembly.Listed;
import com.shopsphere.warehouse.catalog.Table.Kind;
import com.shopsphere.warehouse.failure.SourceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a {@link Catalog} from {@code information_schema}: the same few queries, whatever the
 * schema.
 */
public final class CatalogReader {

  private static final String MARIADB = "MariaDB";

  /** Stands before the version of MariaDB up to 10.11, for replicas of a MySQL that knew no 10. */
  private static final String NO_VERSION = "5.5.5-";

  /** MariaDB's tables with history are called otherwise, its sequences are no tables. */
  private static final String TABLES =
      """
      SELECT TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_ROWS, DATA_LENGTH
      FROM information_schema.TABLES
      WHERE TABLE_SCHEMA = ? AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED', 'VIEW')
      ORDER BY TABLE_NAME""";

  /** The server lists a column to whom may only write it, too. */
  private static final String COLUMNS =
      """
      SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, IS_NULLABLE,
        CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, NUMERIC_SCALE, CHARACTER_SET_NAME,
        COLLATION_NAME, EXTRA
      FROM information_schema.COLUMNS
      WHERE TABLE_SCHEMA = ? AND FIND_IN_SET('select', PRIVILEGES) > 0
      ORDER BY TABLE_NAME, ORDINAL_POSITION""";

  /** MySQL 8 only; MariaDB says it in the names of its collations. */
  private static final String COLLATIONS_WITHOUT_PADDING =
      """
      SELECT COLLATION_NAME
      FROM information_schema.COLLATIONS
      WHERE PAD_ATTRIBUTE = 'NO PAD'""";

  /**
   * A direction stands beside what can be walked: no hash, and none that is hidden from queries.
   * The servers tell of hidden ones in columns of their own.
   */
  private static final String INDEXES =
      """
      SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME, SUB_PART,
        IF(INDEX_TYPE = 'BTREE' AND %s, COLLATION, NULL)
      FROM information_schema.STATISTICS
      WHERE TABLE_SCHEMA = ?
      ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX""";

  /** MySQL lists here also a key of which the user may not see any column. */
  private static final String FOREIGN_KEYS =
      """
      SELECT TABLE_NAME, CONSTRAINT_NAME
      FROM information_schema.REFERENTIAL_CONSTRAINTS
      WHERE CONSTRAINT_SCHEMA = ?""";

  private static final String FOREIGN_KEY_COLUMNS =
      """
      SELECT TABLE_NAME, ORDINAL_POSITION, CONSTRAINT_NAME, COLUMN_NAME,
        REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME, TABLE_SCHEMA, REFERENCED_TABLE_SCHEMA
      FROM information_schema.KEY_COLUMN_USAGE
      WHERE TABLE_SCHEMA = ? AND REFERENCED_TABLE_NAME IS NOT NULL
      ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION""";

  private static final String TABLE_COMMENTS =
      """
      SELECT TABLE_NAME, TABLE_COMMENT
      FROM information_schema.TABLES
      WHERE TABLE_SCHEMA = ? AND TABLE_TYPE <> 'VIEW'""";

  private static final String COLUMN_COMMENTS =
      """
      SELECT TABLE_NAME, COLUMN_NAME, COLUMN_COMMENT
      FROM information_schema.COLUMNS
      WHERE TABLE_SCHEMA = ? AND COLUMN_COMMENT <> ''""";

  private final MySqlSource source;

  public CatalogReader(MySqlSource source) {
    this.source = source;
  }

  /**
   * Reads the tables and views that the user may see, with their keys.
   *
   * @throws com.shopsphere.warehouse.failure.SourceException if the server cannot be reached or
   *     read
   */
  public Catalog read() {
    try (Connection connection = source.connect()) {
      String server = server(connection);
      askForFreshStatistics(connection);
      CatalogAssembly assembly =
          new CatalogAssembly(
              columns(connection, server), indexes(connection, server), foreignKeys(connection));
      return assembly.catalog(source.database(), server, tables(connection));
    } catch (SQLException failed) {
      throw source.failure("read the catalog", failed);
    }
  }

  /**
   * Reads what is said about tables and columns.
   *
   * @throws com.shopsphere.warehouse.failure.SourceException if the server cannot be reached or
   *     read
   */
  public Comments comments() {
    Comments.Gathered comments = new Comments.Gathered();
    try (Connection connection = source.connect()) {
      query(connection, TABLE_COMMENTS, row -> comments.add(row.getString(1), row.getString(2)));
      query(
          connection,
          COLUMN_COMMENTS,
          row -> comments.add(row.getString(1), row.getString(2), row.getString(3)));
    } catch (SQLException failed) {
      throw source.failure("read the comments", failed);
    }
    return comments.comments();
  }

  /**
   * Makes sure that tables are still declared as they were read.
   *
   * @throws com.shopsphere.warehouse.failure.SourceException naming the first that is not
   */
  public void requireUnchanged(Collection<Table> known) {
    Catalog now = read();
    for (Table table : known) {
      if (now.table(table.name()).filter(table::isDeclaredAs).isEmpty()) {
        throw new SourceException(
            "Cannot read the table %s in database %s: it was altered while the run began; run again."
                .formatted(table.name(), source.database()));
      }
    }
  }

  private static String server(Connection connection) throws SQLException {
    String version = connection.getMetaData().getDatabaseProductVersion();
    if (!version.contains(MARIADB)) {
      return "MySQL " + version;
    }
    return version.startsWith(NO_VERSION) ? version.substring(NO_VERSION.length()) : version;
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

  private List<Listed> tables(Connection connection) throws SQLException {
    List<Listed> tables = new ArrayList<>();
    query(
        connection,
        TABLES,
        row ->
            tables.add(
                new Listed(
                    row.getString(1),
                    row.getString(2).equals("VIEW") ? Kind.VIEW : Kind.BASE_TABLE,
                    Optional.ofNullable(row.getString(3)),
                    row.getLong(4),
                    row.getLong(5))));
    return tables;
  }

  private ColumnRows columns(Connection connection, String server) throws SQLException {
    ColumnRows columns = new ColumnRows(collationsWithoutPadding(connection, server));
    query(connection, COLUMNS, columns::add);
    return columns;
  }

  private static Set<String> collationsWithoutPadding(Connection connection, String server)
      throws SQLException {
    Set<String> names = new HashSet<>();
    if (server.contains(MARIADB)) {
      return names;
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(COLLATIONS_WITHOUT_PADDING)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private IndexRows indexes(Connection connection, String server) throws SQLException {
    IndexRows indexes = new IndexRows();
    query(
        connection,
        INDEXES.formatted(server.contains(MARIADB) ? "IGNORED = 'NO'" : "IS_VISIBLE = 'YES'"),
        row -> {
          Optional<String> column = Optional.ofNullable(row.getString(4));
          boolean whole = row.getObject(5) == null;
          indexes.add(
              new IndexRows.Part(
                  row.getString(1),
                  row.getString(2),
                  row.getInt(3) == 0,
                  column.filter(name -> whole),
                  Optional.ofNullable(row.getString(6))));
        });
    return indexes;
  }

  private ForeignKeyRows foreignKeys(Connection connection) throws SQLException {
    ForeignKeyRows keys = new ForeignKeyRows();
    query(connection, FOREIGN_KEYS, row -> keys.declare(row.getString(1), row.getString(2)));
    query(connection, FOREIGN_KEY_COLUMNS, row -> keys.add(foreignKeyColumn(row)));
    return keys;
  }

  private static ForeignKeyRows.Part foreignKeyColumn(ResultSet row) throws SQLException {
    String database = row.getString(7);
    // Compared here: to the server, databases may be equal whose names differ in letter case.
    Optional<String> otherDatabase =
        Optional.of(row.getString(8)).filter(referenced -> !referenced.equals(database));
    return new ForeignKeyRows.Part(
        row.getString(1),
        row.getInt(2),
        new ForeignKey(
            row.getString(3),
            List.of(row.getString(4)),
            otherDatabase,
            row.getString(5),
            List.of(row.getString(6))));
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
