package com.shopsphere.warehouse.demo;

import static java.util.stream.Collectors.joining;

import com.mysql.cj.jdbc.JdbcStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Sends made rows to a server as if they were a local file.
 *
 * <p>Keys are not checked while rows come in, which the data must make up for: it is made with
 * every reference intact, and the tests prove it.
 *
 * @param connections where the server is
 */
record TableLoader(ConnectionSource connections) {

  /**
   * Adds the rows to their table.
   *
   * @return how many rows the table has gained
   * @throws SQLException if the server refuses, or does not take every row as it is
   */
  long load(TableRows table) throws SQLException {
    var rows = new RowStream(table);
    try (var connection = open();
        var statement = connection.createStatement()) {
      statement.unwrap(JdbcStatement.class).setLocalInfileInputStream(rows);
      long loaded = statement.executeLargeUpdate(sql(table));
      if (loaded != rows.rows() || statement.getWarnings() != null) {
        throw new SQLException(
            "Cannot load table %s: %d of %d rows arrived, first warning: %s"
                .formatted(table.table(), loaded, rows.rows(), statement.getWarnings()));
      }
      return loaded;
    }
  }

  /** Opens a connection in UTC that checks no keys. */
  Connection open() throws SQLException {
    var connection = connections.open();
    try (var statement = connection.createStatement()) {
      prepare(statement);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void prepare(Statement statement) throws SQLException {
    statement.execute("SET time_zone = '+00:00', foreign_key_checks = 0, unique_checks = 0");
  }

  /** Connector/J asks for a file's name, though it never opens that file. */
  private static String sql(TableRows table) {
    return "LOAD DATA LOCAL INFILE 'rows' INTO TABLE `%s` CHARACTER SET utf8mb4 (%s)"
        .formatted(
            table.table(), table.columns().stream().map("`%s`"::formatted).collect(joining(", ")));
  }
}
