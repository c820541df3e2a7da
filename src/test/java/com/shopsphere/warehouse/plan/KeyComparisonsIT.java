package com.shopsphere.warehouse.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.catalog.Collation;
import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.plan.KeyComparison.Ascii;
import com.shopsphere.warehouse.plan.KeyComparison.ByCollation;
import com.shopsphere.warehouse.testing.Collations;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Servers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the planner believes of collations, put to the servers that have them. */
class KeyComparisonsIT {

  /** Every text of two printable ASCII characters, among them trailing spaces. */
  private static final String PAIRS =
      """
      CREATE TABLE pair (text VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin) AS
      WITH RECURSIVE code (c) AS (SELECT 32 UNION ALL SELECT c + 1 FROM code WHERE c < 126)
      SELECT CONVERT(CHAR(a.c, b.c) USING utf8mb4) AS text FROM code a JOIN code b""";

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#all")
  void amongPrintableAsciiNothingButLetterCaseAndTrailingSpacesMatters(EmbeddedServer server)
      throws SQLException {
    List<String> checked = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    try (Connection connection = server.connect(Servers.freshDatabase(server));
        Statement statement = connection.createStatement()) {
      statement.execute(PAIRS);
      for (Collation collation : Collations.of(connection)) {
        Optional<Ascii> ascii = ascii(collation);
        if (ascii.isPresent()) {
          checked.add(collation.name());
          if (!agrees(statement, collation, ascii.get())) {
            wrong.add(collation.name());
          }
        }
      }
    }
    assertThat(checked)
        .contains("latin1_swedish_ci", "utf8mb4_general_ci", "utf8mb4_unicode_520_ci");
    assertThat(wrong).isEmpty();
  }

  private static Optional<Ascii> ascii(Collation collation) {
    Column column =
        new Column("k", "varchar", "varchar(9)", false, 9, 0, 0, Optional.of(collation), false);
    return KeyComparisons.between(column, column)
        .filter(ByCollation.class::isInstance)
        .flatMap(comparison -> ((ByCollation) comparison).ascii());
  }

  /** As many groups, and none of the one that falls into several of the other. */
  private static boolean agrees(Statement statement, Collation collation, Ascii ascii)
      throws SQLException {
    String theirs =
        "CONVERT(text USING %s) COLLATE %s".formatted(collation.characterSet(), collation.name());
    String counted = collation.padSpace() ? "RTRIM(text)" : "text";
    String own =
        "HEX(%s)".formatted(ascii == Ascii.CASE_INSENSITIVE ? "LOWER(" + counted + ")" : counted);
    try (ResultSet row =
        statement.executeQuery(
            """
            SELECT COUNT(*), SUM(same) FROM (
              SELECT COUNT(DISTINCT %s) = 1 AS same FROM pair GROUP BY %s) grouped"""
                .formatted(own, theirs))) {
      row.next();
      long groups = row.getLong(1);
      return groups == row.getLong(2) && groups == distinct(statement, own);
    }
  }

  private static long distinct(Statement statement, String expression) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("SELECT COUNT(DISTINCT %s) FROM pair".formatted(expression))) {
      row.next();
      return row.getLong(1);
    }
  }
}
