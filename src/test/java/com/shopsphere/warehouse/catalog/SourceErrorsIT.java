package com.shopsphere.warehouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.failure.SourceException;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.SourceConfigs;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real servers' refusals are called, whatever number each gives them. */
class SourceErrorsIT {

  private static final String ALL = "com.shopsphere.warehouse.testing.Servers#all";

  /** Takes minutes. */
  private static final String ENDLESS = "SELECT BENCHMARK(1000000000, SHA2('x', 512)), id FROM t";

  @ParameterizedTest
  @MethodSource(ALL)
  void connectionsBeyondTheUsersLimitAreTooMany(EmbeddedServer server) throws SQLException {
    String database = CatalogOnServer.database(server);
    String user = "u" + database.substring(database.length() - 20);
    CatalogOnServer.execute(
        server,
        database,
        "CREATE USER %s@'%%' IDENTIFIED BY 'x' WITH MAX_USER_CONNECTIONS 1".formatted(user),
        "GRANT SELECT ON %s.* TO %s@'%%'".formatted(database, user));
    MySqlSource source = new MySqlSource(SourceConfigs.of(server, database, user, "x"));

    try (Connection first = source.connect()) {
      assertThat(first.isValid(1)).isTrue();
      assertThatThrownBy(source::connect)
          .isInstanceOf(SourceException.class)
          .hasMessageStartingWith("Cannot open one more connection to MySQL at 127.0.0.1:")
          .hasMessageEndingWith("; lower source.connections.");
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aTableThatIsAlteredAfterTheSnapshotIsTold(EmbeddedServer server) throws SQLException {
    MySqlSource source = source(server);
    try (Connection connection = source.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
      CatalogOnServer.execute(
          server, source.database(), "ALTER TABLE t ADD COLUMN more INT, ALGORITHM = COPY");

      assertThatFails(source, statement, "SELECT * FROM t")
          .contains(": a table was altered or dropped while it was read (")
          .endsWith("); run again.");
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aTableThatIsDroppedIsTold(EmbeddedServer server) throws SQLException {
    MySqlSource source = source(server);
    try (Connection connection = source.connect();
        Statement statement = connection.createStatement()) {
      CatalogOnServer.execute(server, source.database(), "DROP TABLE t");

      assertThatFails(source, statement, "SELECT * FROM t")
          .contains(": a table was altered or dropped while it was read (");
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aQueryThatTakesTooLongForTheServerIsTold(EmbeddedServer server) throws SQLException {
    MySqlSource source = source(server);
    String limit =
        server.product().startsWith("MySQL")
            ? "max_execution_time = 50"
            : "max_statement_time = 0.05";
    try (Connection connection = source.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION " + limit);

      assertThatFails(source, statement, ENDLESS)
          .contains(": the server admits no query that takes so long (");
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aLockThatIsNotGrantedIsTold(EmbeddedServer server) throws SQLException {
    MySqlSource source = source(server);
    try (Connection other = server.connect(source.database());
        Statement locks = other.createStatement();
        Connection connection = source.connect();
        Statement statement = connection.createStatement()) {
      locks.execute("LOCK TABLES t WRITE");
      statement.execute("SET SESSION lock_wait_timeout = 1");

      assertThatFails(source, statement, "SELECT * FROM t")
          .contains(": the server waited too long for a lock that others hold (");
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aQueryThatIsKilledIsTold(EmbeddedServer server) throws SQLException {
    assertThat(messageAfter(server, "KILL QUERY %d"))
        .contains(": the query was ended on the server (")
        .endsWith("); run again.");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aSessionThatIsKilledIsTold(EmbeddedServer server) throws SQLException {
    assertThat(messageAfter(server, "KILL CONNECTION %d"))
        .containsPattern(": the (connection was lost|query was ended on the server) \\(")
        .endsWith("); run again.");
  }

  private static String messageAfter(EmbeddedServer server, String kill) throws SQLException {
    MySqlSource source = source(server);
    try (Connection connection = source.connect();
        Statement statement = connection.createStatement()) {
      long id = connectionId(statement);
      CompletableFuture<String> message =
          CompletableFuture.supplyAsync(() -> failure(source, statement, ENDLESS));
      awaitQuery(server, id);
      CatalogOnServer.execute(server, source.database(), kill.formatted(id));
      return message.join();
    }
  }

  private static long connectionId(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT CONNECTION_ID()")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void awaitQuery(EmbeddedServer server, long id) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      boolean running = false;
      while (!running) {
        try (ResultSet row =
            statement.executeQuery(
                "SELECT INFO LIKE 'SELECT BENCHMARK%' FROM information_schema.PROCESSLIST WHERE ID = "
                    + id)) {
          running = row.next() && row.getBoolean(1);
        }
      }
    }
  }

  private static AbstractStringAssert<?> assertThatFails(
      MySqlSource source, Statement statement, String sql) {
    return assertThat(failure(source, statement, sql));
  }

  private static String failure(MySqlSource source, Statement statement, String sql) {
    try {
      statement.executeQuery(sql).close();
      return "nothing failed";
    } catch (SQLException failed) {
      return String.valueOf(source.failure("read the tables", failed).getMessage());
    }
  }

  private static MySqlSource source(EmbeddedServer server) throws SQLException {
    String database =
        CatalogOnServer.database(
            server, "CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
    return new MySqlSource(SourceConfigs.of(server, database));
  }
}
