package com.shopsphere.warehouse.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.catalog.CatalogReader;
import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.SourceConfigs;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How single tables are cut on real servers; random ones are cut in {@link SplitPropertyIT}. */
class SplitPlannerIT {

  private static final String ALL = "com.shopsphere.warehouse.testing.Servers#everyVersion";

  private static final String NUMBERS =
      "INSERT INTO t (id) WITH RECURSIVE n AS (SELECT 1 AS id UNION ALL SELECT id + 1 FROM n"
          + " WHERE id < %d) SELECT id FROM n";

  @ParameterizedTest
  @MethodSource(ALL)
  void anEmptyTableIsOneSplit(EmbeddedServer server) throws SQLException {
    TableSplits splits = cut(server, 5, "CREATE TABLE t (id INT PRIMARY KEY)");

    assertThat(splits).isEqualTo(TableSplits.whole("t", 0));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void asManyRowsAsASplitHoldsAreOneSplit(EmbeddedServer server) throws SQLException {
    TableSplits splits =
        cut(server, 5, "CREATE TABLE t (id INT PRIMARY KEY)", NUMBERS.formatted(5));

    assertThat(splits).isEqualTo(TableSplits.whole("t", 5));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void oneRowMoreBeginsAnotherSplit(EmbeddedServer server) throws SQLException {
    TableSplits splits =
        cut(server, 5, "CREATE TABLE t (id INT PRIMARY KEY)", NUMBERS.formatted(6));

    assertThat(splits)
        .isEqualTo(new TableSplits("t", 6, List.of("id"), true, List.of("`id` < 6", "`id` >= 6")));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void theGreatestOfAllNumbersIsAKey(EmbeddedServer server) throws SQLException {
    TableSplits splits =
        cut(
            server,
            1,
            "CREATE TABLE t (id BIGINT UNSIGNED PRIMARY KEY)",
            "INSERT INTO t VALUES (0), (9223372036854775808), (18446744073709551615)");

    assertThat(splits.rows()).isEqualTo(3);
    assertThat(splits.predicates())
        .containsExactly(
            "`id` < 9223372036854775808",
            "`id` >= 9223372036854775808 AND `id` < 18446744073709551615",
            "`id` >= 18446744073709551615");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aTableWithoutAKeyIsOneSplit(EmbeddedServer server) throws SQLException {
    TableSplits splits = cut(server, 5, "CREATE TABLE t (id INT, KEY (id))", NUMBERS.formatted(20));

    assertThat(splits).isEqualTo(TableSplits.whole("t", 20));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aViewIsOneSplit(EmbeddedServer server) throws SQLException {
    TableSplits splits =
        cut(
            server,
            5,
            "CREATE TABLE base (id INT PRIMARY KEY)",
            "INSERT INTO base VALUES (1), (2), (3), (4), (5), (6), (7)",
            "CREATE VIEW t AS SELECT id FROM base WHERE id > 1");

    assertThat(splits).isEqualTo(TableSplits.whole("t", 6));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void rowsWithoutAValueInTheKeyStayTogether(EmbeddedServer server) throws SQLException {
    TableSplits splits =
        cut(
            server,
            2,
            "CREATE TABLE t (id INT, UNIQUE KEY u (id))",
            "INSERT INTO t VALUES (NULL), (NULL), (NULL), (NULL), (1), (2), (3)");

    assertThat(splits)
        .isEqualTo(
            new TableSplits(
                "t", 7, List.of("id"), false, List.of("(`id` IS NULL OR `id` < 2)", "`id` >= 2")));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void namesMayHoldAnyCharacter(EmbeddedServer server) throws SQLException {
    TableSplits splits =
        cut(
            server,
            1,
            "CREATE TABLE t (`a``%s b` INT NOT NULL, UNIQUE KEY `u``%d` (`a``%s b`))",
            "INSERT INTO t VALUES (1), (2)");

    assertThat(splits.predicates()).containsExactly("`a``%s b` < 2", "`a``%s b` >= 2");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aDescendingIndexIsWalkedBackwards(EmbeddedServer server) throws SQLException {
    TableSplits splits =
        cut(server, 2, "CREATE TABLE t (id INT, PRIMARY KEY (id DESC))", NUMBERS.formatted(4));

    assertThat(splits.predicates()).containsExactly("`id` < 3", "`id` >= 3");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void anIndexThatTurnsRoundIsWalkedByItsFirstColumn(EmbeddedServer server) throws SQLException {
    TableSplits splits =
        cut(
            server,
            2,
            "CREATE TABLE t (a INT, b INT, PRIMARY KEY (a, b DESC))",
            "INSERT INTO t VALUES (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (3, 1)");

    assertThat(splits)
        .isEqualTo(new TableSplits("t", 6, List.of("a"), false, List.of("`a` < 2", "`a` >= 2")));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aHashIsNoOrder(EmbeddedServer server) throws SQLException {
    TableSplits splits =
        cut(server, 2, "CREATE TABLE t (id INT PRIMARY KEY) ENGINE = MEMORY", NUMBERS.formatted(5));

    assertThat(splits).isEqualTo(TableSplits.whole("t", 5));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void anIndexThatIsHiddenFromQueriesIsNotWalked(EmbeddedServer server) throws SQLException {
    String hidden = server.product().startsWith("MySQL") ? "INVISIBLE" : "IGNORED";
    TableSplits splits =
        cut(
            server,
            2,
            "CREATE TABLE t (id INT, UNIQUE KEY u (id) %s)".formatted(hidden),
            NUMBERS.formatted(5));

    assertThat(splits).isEqualTo(TableSplits.whole("t", 5));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void theServerWalksAndReadsRangesOfTheIndexWithoutSorting(EmbeddedServer server)
      throws SQLException {
    String database = Servers.freshDatabase(server);
    execute(
        server,
        database,
        "CREATE TABLE t (id INT, name VARCHAR(20) NOT NULL DEFAULT 'x', at DATETIME(6) NOT NULL"
            + " DEFAULT '2024-01-01', note CHAR(200) NOT NULL DEFAULT '', PRIMARY KEY (id, name,"
            + " at))",
        NUMBERS.formatted(900),
        "ANALYZE TABLE t");
    MySqlSource source = source(server, database);
    try (Connection connection = source.connect();
        Statement statement = connection.createStatement()) {
      TableSplits splits = cut(source, connection, 100);

      assertThat(splits.count()).isEqualTo(9);
      for (String predicate : splits.predicates()) {
        try (ResultSet step =
            statement.executeQuery(
                "EXPLAIN SELECT * FROM t WHERE %s ORDER BY id, name, at".formatted(predicate))) {
          step.next();
          assertThat(step.getString("type")).as(predicate).isEqualTo("range");
          assertThat(step.getString("key")).isEqualTo("PRIMARY");
          assertThat(step.getInt("rows")).isBetween(50, 200);
          assertThat(step.getString("Extra")).doesNotContain("filesort");
        }
      }
    }
  }

  private static TableSplits cut(EmbeddedServer server, int rowsPerSplit, String... statements)
      throws SQLException {
    String database = Servers.freshDatabase(server);
    execute(server, database, statements);
    MySqlSource source = source(server, database);
    try (Connection connection = source.connect()) {
      return cut(source, connection, rowsPerSplit);
    }
  }

  private static TableSplits cut(MySqlSource source, Connection connection, int rowsPerSplit) {
    Table table = new CatalogReader(source).read().table("t").orElseThrow();
    return new SplitPlanner(source, new SplitSize(OptionalInt.of(rowsPerSplit), 1))
        .plan(connection, table);
  }

  private static MySqlSource source(EmbeddedServer server, String database) {
    return new MySqlSource(SourceConfigs.of(server, database));
  }

  private static void execute(EmbeddedServer server, String database, String... statements)
      throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
