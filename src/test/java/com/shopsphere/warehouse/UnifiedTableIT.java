package com.shopsphere.warehouse;

import static com.shopsphere.warehouse.testing.CapturedLog.capture;
import static com.shopsphere.warehouse.testing.Rows.firstDifference;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.demo.Shape;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Rows;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The job on real servers, its table read back by DuckDB, beside the same joins done in SQL. */
class UnifiedTableIT {

  private static final int SCALE = 3;

  /** Each element of each nested table as a row of its own, beside the line that it belongs to. */
  private static final Map<String, String> NESTED_IN_PARQUET =
      Map.of(
          "phones",
          "SELECT order_id, sku, unnest(customer_phone_number, recursive := true) FROM unified",
          "addresses",
          "SELECT order_id, sku, unnest(customer_address, recursive := true) FROM unified",
          "carriers",
          "SELECT order_id, sku, unnest(shipment_carrier, recursive := true) FROM unified",
          "supplier phones",
          "SELECT order_id, sku, unnest(supplier_phone, recursive := true) FROM unified",
          "reviews",
          """
          SELECT order_id, sku, review.review_id, review.rating, review.comment,
            strftime(review.timestamp AT TIME ZONE 'UTC', '%Y-%m-%d %H:%M:%S') AS timestamp
          FROM (SELECT order_id, sku, unnest(review) AS review FROM unified)""");

  private static final Map<String, String> NESTED_IN_SOURCE =
      Map.of(
          "phones",
          """
          SELECT i.orderID AS order_id, i.SKU AS sku, p.phone FROM order_item i
          JOIN `order` o ON o.orderID = i.orderID JOIN phone_number p ON p.customerID = o.customerID""",
          "addresses",
          """
          SELECT i.orderID AS order_id, i.SKU AS sku, a.postal_code, a.street, a.city, a.province,
            a.country
          FROM order_item i JOIN `order` o ON o.orderID = i.orderID
          JOIN address a ON a.customerID = o.customerID""",
          "carriers",
          """
          SELECT i.orderID AS order_id, i.SKU AS sku, c.phone, c.first, c.middle, c.last
          FROM order_item i JOIN shipment s ON s.orderID = i.orderID
          JOIN carrier c ON c.shipmentID = s.shipmentID""",
          "supplier phones",
          """
          SELECT i.orderID AS order_id, i.SKU AS sku, s.business_phone, s.type FROM order_item i
          JOIN product p ON p.SKU = i.SKU JOIN supplier_phone s ON s.supplierID = p.supplierID""",
          "reviews",
          """
          SELECT i.orderID AS order_id, i.SKU AS sku, r.reviewID AS review_id, r.rating, r.comment,
            DATE_FORMAT(r.timestamp, '%Y-%m-%d %H:%i:%s') AS timestamp
          FROM order_item i JOIN review r ON r.orderID = i.orderID AND r.SKU = i.SKU""");

  @TempDir private Path directory;

  static Stream<Arguments> shops() throws SQLException {
    return Stream.of(
        Arguments.of(Servers.mysql(), Shape.FIFTEEN_TABLES),
        Arguments.of(Servers.mysql(), Shape.THIRTEEN_TABLES),
        Arguments.of(Servers.mariadb(), Shape.FIFTEEN_TABLES),
        Arguments.of(Servers.mariadb(), Shape.THIRTEEN_TABLES));
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("shops")
  void everyLineEqualsTheSameJoinDoneByTheServer(EmbeddedServer server, Shape shape)
      throws SQLException, IOException {
    Shop shop = Shop.create(server, shape, SCALE);

    int exitCode = run(shop, shape);

    assertThat(exitCode).isZero();
    try (Connection source = source(shop);
        Connection published = published()) {
      List<String> lines = Rows.of(published, flattenedInParquet(shape));
      assertThat(lines).hasSize(SCALE * 1000);
      assertThat(firstDifference(lines, Rows.of(source, flattenedInSource(shape)))).isEmpty();
      for (Map.Entry<String, String> nested : NESTED_IN_SOURCE.entrySet()) {
        List<String> elements =
            Rows.of(published, NESTED_IN_PARQUET.getOrDefault(nested.getKey(), ""));
        assertThat(elements).as(nested.getKey()).isNotEmpty();
        assertThat(firstDifference(elements, Rows.of(source, nested.getValue())))
            .as(nested.getKey())
            .isEmpty();
      }
      assertThat(
              Rows.of(
                  published,
                  """
                  SELECT count(*) AS n FROM unified
                  WHERE customer_phone_number IS NULL OR customer_address IS NULL
                    OR shipment_carrier IS NULL OR supplier_phone IS NULL OR review IS NULL"""))
          .as("arrays are empty, never NULL")
          .containsExactly("n=0");
    }
    assertThat(list(directory))
        .containsExactly(".order_line.lock", "order_line.manifest.json", "order_line.parquet");
  }

  private int run(Shop shop, Shape shape) {
    try (var log = capture()) {
      int exitCode =
          WarehouseJob.run(
              shop.environment(),
              "run",
              "--config",
              shape == Shape.THIRTEEN_TABLES ? "conf/local-thirteen.conf" : "conf/local.conf",
              // Small splits, so that each large table has several.
              "--set",
              "source.rows-per-split=1000",
              "--set",
              "target.parquet.path=" + directory);
      assertThat(exitCode).as(() -> String.join("\n", log.lines())).isZero();
      return exitCode;
    }
  }

  private static String flattenedInParquet(Shape shape) {
    return """
    SELECT order_id, sku, quantity, customer_id, order_shipping_status,
      %s AS order_total_amount,
      strftime(order_timestamp AT TIME ZONE 'UTC', '%%Y-%%m-%%d %%H:%%M:%%S') AS order_timestamp,
      customer_first, customer_middle, customer_last, customer_email, payment_id, payment_method,
      payment_amount, payment_status, shipment_id, shipment_delivery_method,
      shipment_delivery_status, supplier_id, product_name, product_description, product_price,
      product_inventory_count, supplier_name, supplier_detail, supplier_email_type,
      supplier_email_business_email %s
    FROM unified"""
        .formatted(
            shape == Shape.THIRTEEN_TABLES ? "order_total_amount" : "order_level_total_amount",
            shape == Shape.THIRTEEN_TABLES
                ? ""
                : """
                , unit_price, region_id, region_name, region_currency, category_id, category_name,
                parent_category_id, parent_category_name, parent_category_parent_category_id""");
  }

  private static String flattenedInSource(Shape shape) {
    String added =
        """
        , i.unit_price, o.regionID AS region_id, rg.region_name, rg.currency AS region_currency,
        p.categoryID AS category_id, ct.category_name, ct.parent_categoryID AS parent_category_id,
        pc.category_name AS parent_category_name,
        pc.parent_categoryID AS parent_category_parent_category_id""";
    String joins =
        """
        LEFT JOIN region rg ON rg.regionID = o.regionID
        LEFT JOIN category ct ON ct.categoryID = p.categoryID
        LEFT JOIN category pc ON pc.categoryID = ct.parent_categoryID""";
    boolean thirteen = shape == Shape.THIRTEEN_TABLES;
    return """
    SELECT i.orderID AS order_id, i.SKU AS sku, i.quantity, o.customerID AS customer_id,
      o.shipping_status AS order_shipping_status, o.total_amount AS order_total_amount,
      DATE_FORMAT(o.timestamp, '%%Y-%%m-%%d %%H:%%i:%%s') AS order_timestamp,
      c.first AS customer_first, c.middle AS customer_middle, c.last AS customer_last,
      c.email AS customer_email, pm.paymentID AS payment_id, pm.method AS payment_method,
      pm.amount AS payment_amount, pm.status AS payment_status, s.shipmentID AS shipment_id,
      s.delivery_method AS shipment_delivery_method, s.delivery_status AS shipment_delivery_status,
      p.supplierID AS supplier_id, p.product_name, p.description AS product_description,
      p.price AS product_price, p.inventory_count AS product_inventory_count, sp.supplier_name,
      sp.supplier_detail, se.type AS supplier_email_type,
      se.business_email AS supplier_email_business_email %s
    FROM order_item i
    LEFT JOIN `order` o ON o.orderID = i.orderID
    LEFT JOIN customer c ON c.customerID = o.customerID
    LEFT JOIN payment pm ON pm.orderID = o.orderID
    LEFT JOIN shipment s ON s.orderID = o.orderID
    LEFT JOIN product p ON p.SKU = i.SKU
    LEFT JOIN supplier sp ON sp.supplierID = p.supplierID
    LEFT JOIN supplier_email se ON se.supplierID = sp.supplierID
    %s"""
        .formatted(thirteen ? "" : added, thirteen ? "" : joins);
  }

  /** In UTC, and in the binary protocol: as text, FLOAT has six digits only. */
  private static Connection source(Shop shop) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", shop.server().user());
    properties.setProperty("password", shop.server().password());
    properties.setProperty("useServerPrepStmts", "true");
    properties.setProperty("allowPublicKeyRetrieval", "true");
    Connection connection =
        DriverManager.getConnection(shop.server().jdbcUrl(shop.database()), properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET time_zone = '+00:00'");
    }
    return connection;
  }

  private Connection published() throws SQLException {
    Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = duckdb.createStatement()) {
      statement.execute(
          "CREATE VIEW unified AS SELECT * FROM read_parquet('%s')"
              .formatted(directory.resolve("order_line.parquet")));
    }
    return duckdb;
  }

  private static List<String> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
