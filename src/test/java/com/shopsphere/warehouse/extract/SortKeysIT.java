package com.shopsphere.warehouse.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.catalog.Collation;
import com.shopsphere.warehouse.extract.WeighedKeys.Weight;
import com.shopsphere.warehouse.testing.Collations;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.Words;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server's sort keys against the server's own comparison, for every collation that it has. */
class SortKeysIT {

  /** Characters that are nothing, or spaces, or next to nothing to some collation. */
  private static final String ODD =
      "SELECT '' AS t UNION SELECT ' ' UNION SELECT 'a' UNION SELECT CHAR(0) UNION SELECT CHAR(1)"
          + " UNION SELECT CHAR(9) UNION SELECT _utf8mb4 X'C2AD' UNION SELECT _utf8mb4 X'CC81'"
          + " UNION SELECT _utf8mb4 X'C2A0' UNION SELECT _utf8mb4 X'E38080'";

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#all")
  void textsHaveTheSameSortKeyWhereTheServerTakesThemForEqual(EmbeddedServer server)
      throws SQLException {
    List<String> wrong = new ArrayList<>();
    try (Connection connection = server.connect(Servers.freshDatabase(server));
        Statement statement = connection.createStatement()) {
      statement.execute("SET sql_mode = ''");
      for (String sql : Words.table()) {
        statement.execute(sql);
      }
      statement.execute("ALTER TABLE word MODIFY id INT AUTO_INCREMENT");
      statement.execute(
          "CREATE TABLE odd (t VARCHAR(1) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin) " + ODD);
      statement.execute(
          """
          INSERT INTO word (text)
          SELECT DISTINCT CONCAT(a.t, b.t, c.t) FROM odd a JOIN odd b JOIN odd c""");
      for (Collation collation : Collations.of(connection)) {
        if (collation.hasSortKeys()) {
          difference(statement, collation).ifPresent(wrong::add);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** As many groups by the one as by the other, and none of the one falls into several. */
  private static Optional<String> difference(Statement statement, Collation collation)
      throws SQLException {
    String converted = "CONVERT(text USING %s)".formatted(collation.characterSet());
    String ownKey = TableReader.sortKey(new Weight("text", collation)).expression();
    try (ResultSet row =
        statement.executeQuery(
            """
            SELECT COUNT(*), SUM(same), (SELECT COUNT(DISTINCT HEX(%s)) FROM word) FROM (
              SELECT COUNT(DISTINCT HEX(%s)) = 1 AS same FROM word GROUP BY %s COLLATE %s) grouped"""
                .formatted(ownKey, ownKey, converted, collation.name()))) {
      row.next();
      long groups = row.getLong(1);
      return groups == row.getLong(2) && groups == row.getLong(3)
          ? Optional.empty()
          : Optional.of(
              "%s: %d groups, %d with one sort key, %d sort keys"
                  .formatted(collation.name(), groups, row.getLong(2), row.getLong(3)));
    }
  }
}
