package com.shopsphere.warehouse.demo;

import static com.shopsphere.warehouse.demo.Shape.FIFTEEN_TABLES;
import static com.shopsphere.warehouse.demo.Shape.THIRTEEN_TABLES;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Servers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("serversAndShapes")
class ShopsphereDataIT {
  private static final ShopsphereSchema SCHEMA = new ShopsphereSchema(Path.of(""));

  /**
   * Every declared reference of the schema, as a query that counts the rows it leads nowhere from.
   */
  private static final String DANGLING =
      """
      SELECT CONCAT('SELECT COUNT(*) FROM `', table_name, '` c LEFT JOIN `', referenced_table_name,
        '` p ON p.`', referenced_column_name, '` = c.`', column_name, '` WHERE c.`', column_name,
        '` IS NOT NULL AND p.`', referenced_column_name, '` IS NULL')
      FROM information_schema.key_column_usage
      WHERE table_schema = DATABASE() AND referenced_table_name IS NOT NULL
      """;

  private final EmbeddedServer server;
  private final Shape shape;
  private final ShopsphereData data;
  private final String database;
  private final Connection connection;

  ShopsphereDataIT(EmbeddedServer server, Shape shape) throws SQLException {
    this.server = server;
    this.shape = shape;
    data = new ShopsphereData(shape, 1, 20);
    database = Servers.freshDatabase(server);
    connection = connect();
    try (var statement = connection.createStatement()) {
      statement.execute("SET time_zone = '+00:00'");
    }
    SCHEMA.create(connection, shape);
  }

  static Stream<Arguments> serversAndShapes() {
    return Servers.all()
        .flatMap(server -> Stream.of(Shape.values()).map(shape -> Arguments.of(server, shape)));
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void everyRowArrivesAsItWasMade() throws SQLException {
    data.load(this::connect);

    for (var table : data.tables()) {
      assertThat(rows(select(table)))
          .as(table.table())
          .containsExactlyInAnyOrderElementsOf(ParsedRows.of(data, table.table()).rows());
    }
  }

  @Test
  void everyReferenceLeadsToARow() throws SQLException {
    data.load(this::connect);

    var dangling = values(DANGLING);

    assertThat(dangling).hasSize(shape == THIRTEEN_TABLES ? 13 : 16);
    for (var query : dangling) {
      assertThat(values(query)).as(query).containsExactly("0");
    }
  }

  @Test
  void totalIsTheSumOfTheLinesExceptInTheKnownOrders() throws SQLException {
    data.load(this::connect);

    var price = shape == THIRTEEN_TABLES ? "product.price" : "order_item.unit_price";
    var wrong =
        values(
            """
            SELECT `order`.orderID
            FROM `order` LEFT JOIN order_item USING (orderID) LEFT JOIN product USING (SKU)
            GROUP BY `order`.orderID, `order`.total_amount
            HAVING `order`.total_amount <> COALESCE(SUM(order_item.quantity * %s), 0)
            """
                .formatted(price));

    assertThat(wrong).hasSize((int) data.ordersWithWrongTotal());
  }

  @Test
  void loadingAgainReplacesWhatWasThere() throws SQLException {
    new ShopsphereData(shape, 2, 1).load(this::connect);

    var counts = data.load(this::connect);

    assertThat(counts).containsEntry("order_item", data.orderLines()).containsEntry("order", 400L);
    for (var count : counts.entrySet()) {
      assertThat(values("SELECT COUNT(*) FROM `%s`".formatted(count.getKey())))
          .as(count.getKey())
          .containsExactly(Long.toString(count.getValue()));
    }
  }

  @Test
  void creatingAgainChangesNothing() throws SQLException {
    data.load(this::connect);
    var tables = values("SHOW TABLES");

    SCHEMA.create(connection, shape);

    assertThat(tables).hasSize(shape == THIRTEEN_TABLES ? 13 : 15);
    assertThat(values("SHOW TABLES")).isEqualTo(tables);
    assertThat(values("SELECT COUNT(*) FROM order_item")).containsExactly("1000");
  }

  @Test
  void analyticsAreAddedToADatabaseThatIsInUse() throws SQLException {
    data.load(this::connect);

    SCHEMA.create(connection, FIFTEEN_TABLES);

    assertThat(values("SELECT COUNT(unit_price) + COUNT(*) FROM order_item"))
        .containsExactly(shape == THIRTEEN_TABLES ? "1000" : "1997");
  }

  @Test
  void refusesADatabaseWithoutTheTables() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SET foreign_key_checks = 0");
      statement.execute("DROP TABLE `carrier`");
    }

    assertThatThrownBy(() -> data.load(this::connect))
        .isInstanceOf(SQLException.class)
        .hasMessage("Table '%s.carrier' doesn't exist".formatted(database));
  }

  private Connection connect() throws SQLException {
    return server.connect(database);
  }

  private static String select(TableRows table) {
    var columns = table.columns().stream().map(ShopsphereDataIT::asText).collect(joining(", "));
    return "SELECT %s FROM `%s`".formatted(columns, table.table());
  }

  /** The FLOAT goes by way of DECIMAL, for a server shows six digits of it only. */
  private static String asText(String column) {
    return column.equals("amount")
        ? "CAST(`amount` AS DECIMAL(10,2))"
        : "CAST(`%s` AS CHAR)".formatted(column);
  }

  private List<String> values(String query) throws SQLException {
    return rows(query).stream().map(row -> row.get(0).orElseThrow()).toList();
  }

  private List<List<Optional<String>>> rows(String query) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      var rows = new ArrayList<List<Optional<String>>>();
      while (result.next()) {
        rows.add(row(result));
      }
      return rows;
    }
  }

  private static List<Optional<String>> row(ResultSet result) throws SQLException {
    var row = new ArrayList<Optional<String>>();
    for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
      row.add(Optional.ofNullable(result.getString(column)));
    }
    return row;
  }
}
