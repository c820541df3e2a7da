package com.shopsphere.warehouse.catalog;

import static com.shopsphere.warehouse.catalog.CatalogOnServer.onlyTable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Servers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the catalog tells of the columns of tables on real servers. */
class CatalogColumnsIT {

  private static final String ALL = "com.shopsphere.warehouse.testing.Servers#everyVersion";

  @ParameterizedTest
  @MethodSource(ALL)
  void readsTypesAsTheyAreDeclared(EmbeddedServer server) throws Exception {
    Table table =
        onlyTable(
            server,
            """
            CREATE TABLE typed (
              id BIGINT UNSIGNED NOT NULL, price DECIMAL(10,2), name VARCHAR(75) NOT NULL,
              size ENUM('S', 'M'), hash VARBINARY(16), at DATETIME(3))""");

    assertThat(table.columns())
        .extracting(
            Column::name,
            Column::dataType,
            Column::nullable,
            Column::length,
            Column::precision,
            Column::scale)
        .containsExactly(
            tuple("id", "bigint", false, 0L, 20, 0),
            tuple("price", "decimal", true, 0L, 10, 2),
            tuple("name", "varchar", false, 75L, 0, 0),
            tuple("size", "enum", true, 1L, 0, 0),
            tuple("hash", "varbinary", true, 16L, 0, 0),
            tuple("at", "datetime", true, 0L, 0, 0));
    assertThat(table.column("id").unsigned()).isTrue();
    assertThat(table.column("size").columnType()).isEqualTo("enum('s','m')");
    assertThat(table.column("at").columnType()).isEqualTo("datetime(3)");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void tellsComputedColumnsFromColumnsWithAComputedDefault(EmbeddedServer server) throws Exception {
    Table table =
        onlyTable(
            server,
            """
            CREATE TABLE line (
              quantity INT DEFAULT (1 + 1),
              at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
              doubled INT AS (quantity * 2) VIRTUAL,
              tripled INT AS (quantity * 3) STORED,
              hidden_sum INT AS (quantity + 1) VIRTUAL INVISIBLE)""");

    assertThat(table.columns())
        .filteredOn(Column::generated)
        .extracting(Column::name)
        .containsExactly("doubled", "tripled", "hidden_sum");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void takesInvisibleColumnsForColumns(EmbeddedServer server) throws Exception {
    Table table = onlyTable(server, "CREATE TABLE item (id INT, secret INT INVISIBLE)");

    assertThat(table.columnNames()).containsExactly("id", "secret");
    assertThat(table.column("secret").generated()).isFalse();
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void onlyTextsHaveACollation(EmbeddedServer server) throws Exception {
    Table table =
        onlyTable(
            server,
            """
            CREATE TABLE mixed (
              c CHAR(1), e ENUM('a'), t TEXT, n INT, b VARBINARY(2), bits BIT(2), d DATE,
              raw VARCHAR(2) CHARACTER SET binary)""");

    assertThat(table.columns())
        .filteredOn(column -> column.collation().isPresent())
        .extracting(Column::name)
        .containsExactly("c", "e", "t");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void readsTheCollationOfEachColumn(EmbeddedServer server) throws Exception {
    Table table =
        onlyTable(
            server,
            """
            CREATE TABLE mixed (
              u VARCHAR(9) COLLATE utf8mb4_bin,
              g VARCHAR(9) COLLATE utf8mb4_general_ci,
              l VARCHAR(9) CHARACTER SET latin1)""");

    assertThat(table.columns())
        .extracting(column -> column.collation().orElseThrow())
        .containsExactly(
            new Collation("utf8mb4_bin", "utf8mb4", true),
            new Collation("utf8mb4_general_ci", "utf8mb4", true),
            new Collation("latin1_swedish_ci", "latin1", true));
  }

  @Test
  void knowsMySqlsCollationsToWhichTrailingSpacesCount() throws Exception {
    Table table =
        onlyTable(
            Servers.mysql(), "CREATE TABLE mixed (a CHAR(1), b CHAR(1) COLLATE utf8mb4_0900_bin)");

    assertThat(table.columns())
        .extracting(column -> column.collation().orElseThrow())
        .containsExactly(
            new Collation("utf8mb4_0900_ai_ci", "utf8mb4", false),
            new Collation("utf8mb4_0900_bin", "utf8mb4", false));
  }

  @Test
  void knowsMariaDbsCollationsByTheirFullNames() throws Exception {
    Table table =
        onlyTable(
            Servers.mariadb(),
            """
            CREATE TABLE mixed (
              a VARCHAR(9) CHARACTER SET utf8mb4 COLLATE uca1400_ai_ci,
              b VARCHAR(9) CHARACTER SET utf8mb3 COLLATE uca1400_nopad_as_cs,
              c VARCHAR(9) COLLATE utf8mb4_nopad_bin,
              d VARCHAR(9) COLLATE latin1_swedish_nopad_ci)""");

    assertThat(table.columns())
        .extracting(column -> column.collation().orElseThrow())
        .containsExactly(
            new Collation("utf8mb4_uca1400_ai_ci", "utf8mb4", true),
            new Collation("utf8mb3_uca1400_nopad_as_cs", "utf8mb3", false),
            new Collation("utf8mb4_nopad_bin", "utf8mb4", false),
            new Collation("latin1_swedish_nopad_ci", "latin1", false));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void agreesWithTheServerOnWhetherTrailingSpacesCount(EmbeddedServer server) throws Exception {
    Table table =
        onlyTable(
            server,
            """
            CREATE TABLE mixed (
              a VARCHAR(9), b VARCHAR(9) COLLATE utf8mb4_bin,
              c VARCHAR(9) COLLATE utf8mb4_unicode_520_ci,
              d VARCHAR(9) CHARACTER SET latin1)""");

    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      for (Column column : table.columns()) {
        Collation collation = column.collation().orElseThrow();
        String text =
            "CONVERT('%%s' USING %s) COLLATE %s"
                .formatted(collation.characterSet(), collation.name());
        try (ResultSet equal =
            statement.executeQuery(
                "SELECT " + text.formatted("a") + " = " + text.formatted("a "))) {
          equal.next();
          assertThat(collation.padSpace()).as(collation.name()).isEqualTo(equal.getBoolean(1));
        }
      }
    }
  }
}
