package com.shopsphere.warehouse.verify;

import static com.shopsphere.warehouse.testing.MergeConfigs.grain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.failure.SourceException;
import com.shopsphere.warehouse.merge.Figures;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server counts and adds up itself. */
class SourceFiguresIT {

  private static final String ALL = "com.shopsphere.warehouse.testing.Servers#all";

  @ParameterizedTest
  @MethodSource(ALL)
  void rowsAreCountedAndExactNumbersAddedUp(EmbeddedServer server) throws SQLException {
    Figures figures =
        figures(
            database(
                server,
                """
                INSERT INTO `order line` VALUES
                  (1, 'a', 18446744073709551615, 10.01, 0.5, 1),
                  (2, 'b', 18446744073709551615, NULL, 0.5, 1),
                  (3, NULL, 1, -0.02, NULL, NULL)"""));

    assertThat(figures.rows()).isEqualTo(3);
    assertThat(figures.nullKeys()).isZero();
    assertThat(figures.sums())
        .containsOnly(
            Map.entry("id", new BigDecimal("6")),
            Map.entry("big_no", new BigDecimal("36893488147419103231")),
            Map.entry("price", new BigDecimal("9.99")));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void sumsOfNothingAreZeroWithTheScaleOfTheColumn(EmbeddedServer server) throws SQLException {
    Figures figures = figures(database(server, "DO 0"));

    assertThat(figures.rows()).isZero();
    assertThat(figures.sums())
        .containsOnly(
            Map.entry("id", new BigDecimal("0")),
            Map.entry("big_no", new BigDecimal("0")),
            Map.entry("price", new BigDecimal("0.00")));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aTableThatCannotBeReadIsNamed(EmbeddedServer server) throws SQLException {
    Database database = database(server, "DO 0");
    MergeTree tree = database.plan(grain("order line").build());

    try (Connection connection = server.connect(database.name())) {
      connection.createStatement().execute("DROP TABLE `order line`");
      assertThatThrownBy(() -> new SourceFigures(database.source()).of(connection, tree))
          .isInstanceOf(SourceException.class)
          .hasMessageStartingWith("Cannot count the table order line");
    }
  }

  private static Figures figures(Database database) throws SQLException {
    MergeTree tree = database.plan(grain("order line").build());
    try (Connection connection = database.server().connect(database.name())) {
      return new SourceFigures(database.source()).of(connection, tree);
    }
  }

  private static Database database(EmbeddedServer server, String insert) throws SQLException {
    return Database.create(
        server,
        """
        CREATE TABLE `order line` (id INT PRIMARY KEY, label VARCHAR(9), `big No` BIGINT UNSIGNED,
          price DECIMAL(10,2), weight DOUBLE, wide DECIMAL(38,2))""",
        insert);
  }
}
