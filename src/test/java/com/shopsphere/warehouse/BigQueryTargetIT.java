package com.shopsphere.warehouse;

import static com.shopsphere.warehouse.testing.CapturedLog.capture;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.demo.Shape;
import com.shopsphere.warehouse.failure.ExitCode;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.Shop;
import com.shopsphere.warehouse.testing.bigquery.BigQueryEmulator;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** The job on a real server, its table in an emulated BigQuery, asked over REST. */
@Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class BigQueryTargetIT {

  private static final String MANIFEST = "order_line.manifest.json";
  private static final String TOKEN = "canary-token-51d8";

  private static BigQueryEmulator bigQuery;
  private static Shop shop;

  @TempDir private Path directory;

  @BeforeAll
  static void start() throws SQLException {
    bigQuery = BigQueryEmulator.start();
    shop = freshShop();
    shop.execute("UPDATE customer SET first = 'Zoë 🛒 中文' ORDER BY customerID LIMIT 50");
  }

  @AfterAll
  static void stop() throws IOException {
    bigQuery.close();
  }

  private static Shop freshShop() throws SQLException {
    return Shop.create(Servers.mariadb(), Shape.FIFTEEN_TABLES, 1);
  }

  private record Outcome(int exitCode, List<String> errors, List<String> lines) {}

  private Outcome job(Shop source, String dataset) throws IOException {
    try (var log = capture()) {
      int exitCode =
          WarehouseJob.run(
              source.environment(), "run", "--config", configuration(dataset).toString());
      return new Outcome(exitCode, log.errors(), log.lines());
    }
  }

  private void publish(Shop source, String dataset) throws IOException {
    Outcome outcome = job(source, dataset);
    assertThat(outcome.exitCode()).as(() -> String.join("\n", outcome.lines())).isZero();
  }

  private Path configuration(String dataset) throws IOException {
    Map<String, String> options = new HashMap<>(bigQuery.connectorOptions());
    options.put("gcpAccessToken", TOKEN);
    String text =
        """
        include required(file("%s"))
        target {
          type = bigquery
          bigquery {
            project = %s
            dataset = %s
            staging-path = "%s"
            options { %s }
          }
        }
        """
            .formatted(
                Path.of("conf", "shopsphere.conf").toAbsolutePath(),
                bigQuery.project(),
                dataset,
                staging(),
                options.entrySet().stream()
                    .map(option -> "%s = \"%s\"".formatted(option.getKey(), option.getValue()))
                    .collect(Collectors.joining(", ")));
    return Files.writeString(directory.resolve("bigquery.conf"), text);
  }

  private Path staging() {
    return directory.resolve("staging");
  }

  private List<String> staged() throws IOException {
    try (Stream<Path> files = Files.list(staging())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .sorted()
          .toList();
    }
  }

  @Test
  void everyLineArrivesWithEveryValueAndOnlyTheManifestStays() throws SQLException, IOException {
    bigQuery.createDataset("whole");

    Outcome outcome = job(shop, "whole");

    assertThat(outcome.exitCode()).as(() -> String.join("\n", outcome.lines())).isZero();
    assertThat(outcome.lines()).noneMatch(line -> line.contains(TOKEN));
    assertThat(staged()).containsExactly(MANIFEST);
    assertThat(Files.readString(staging().resolve(MANIFEST)))
        .contains("\"rows\" : 1000", "\"target.bigquery.dataset\" : \"whole\"")
        .contains("\"target.bigquery.options.gcpAccessToken\" : \"******\"")
        .doesNotContain(TOKEN);
    assertThat(bigQuery.query("SELECT table_name FROM whole.INFORMATION_SCHEMA.TABLES"))
        .containsExactly(List.of("order_line"));
    assertThat(
            bigQuery.query(
                """
                SELECT COUNT(*), COUNT(DISTINCT CONCAT(order_id, ' ', sku)), SUM(quantity),
                  SUM(unit_price)
                FROM whole.order_line"""))
        .containsExactly(
            source(
                    "SELECT COUNT(*), COUNT(DISTINCT orderID, SKU), SUM(quantity), SUM(unit_price)"
                        + " FROM order_item")
                .get(0))
        .first()
        .extracting(row -> row.subList(0, 2))
        .isEqualTo(List.of("1000", "1000"));
    assertSameRows(
        """
        SELECT order_id, sku, quantity, unit_price, customer_id, order_shipping_status,
          order_level_total_amount, order_timestamp, customer_first, customer_middle, customer_last,
          payment_id, payment_amount, shipment_id, shipment_delivery_method, product_name,
          product_description, product_price, supplier_name, supplier_email_business_email,
          region_id, region_currency, category_name, parent_category_name
        FROM whole.order_line""",
        """
        SELECT i.orderID, i.SKU, i.quantity, i.unit_price, o.customerID, o.shipping_status,
          o.total_amount, UNIX_TIMESTAMP(o.timestamp) * 1000000, c.first, c.middle, c.last,
          pm.paymentID, CAST(pm.amount AS DOUBLE), s.shipmentID, s.delivery_method, p.product_name,
          p.description, p.price, sp.supplier_name, se.business_email,
          o.regionID, rg.currency, ct.category_name, pc.category_name
        FROM order_item i
        LEFT JOIN `order` o ON o.orderID = i.orderID
        LEFT JOIN customer c ON c.customerID = o.customerID
        LEFT JOIN payment pm ON pm.orderID = o.orderID
        LEFT JOIN shipment s ON s.orderID = o.orderID
        LEFT JOIN product p ON p.SKU = i.SKU
        LEFT JOIN supplier sp ON sp.supplierID = p.supplierID
        LEFT JOIN supplier_email se ON se.supplierID = sp.supplierID
        LEFT JOIN region rg ON rg.regionID = o.regionID
        LEFT JOIN category ct ON ct.categoryID = p.categoryID
        LEFT JOIN category pc ON pc.categoryID = ct.parent_categoryID""");
    assertSameRows(
        """
        SELECT order_id, sku, one.phone
        FROM whole.order_line, UNNEST(customer_phone_number) AS one""",
        """
        SELECT i.orderID, i.SKU, p.phone FROM order_item i
        JOIN `order` o ON o.orderID = i.orderID
        JOIN phone_number p ON p.customerID = o.customerID""");
    assertSameRows(
        """
        SELECT order_id, sku, one.review_id, one.rating, one.comment, one.timestamp
        FROM whole.order_line, UNNEST(review) AS one""",
        """
        SELECT i.orderID, i.SKU, r.reviewID, r.rating, r.comment,
          UNIX_TIMESTAMP(r.timestamp) * 1000000
        FROM order_item i JOIN review r ON r.orderID = i.orderID AND r.SKU = i.SKU""");
    assertThat(
            bigQuery.query(
                "SELECT COUNT(*) > 0 FROM whole.order_line WHERE customer_first = 'Zoë 🛒 中文'"))
        .containsExactly(List.of("true"));
  }

  @Test
  void aSecondRunReplacesTheRowsOfTheFirst() throws SQLException, IOException {
    bigQuery.createDataset("again");
    Shop changing = freshShop();
    publish(changing, "again");
    changing.execute("UPDATE order_item SET quantity = quantity + 1000");

    publish(changing, "again");

    assertThat(bigQuery.query("SELECT COUNT(*), MIN(quantity) >= 1000 FROM again.order_line"))
        .containsExactly(List.of("1000", "true"));
    assertThat(staged()).containsExactly(MANIFEST);
  }

  @Test
  void aDatasetThatDoesNotExistIsNamedWithItsSettings() throws IOException {
    Outcome outcome = job(shop, "nowhere");

    assertThat(outcome.errors())
        .containsExactly(
            "Cannot replace test.nowhere.order_line: the dataset test.nowhere does not exist (target.bigquery.project, target.bigquery.dataset).");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.TARGET.code());
    assertThat(staged()).isEmpty();
  }

  @Test
  void aTableWithOtherColumnsIsLeftAlone() throws IOException {
    bigQuery.createDataset("other");
    bigQuery.query("CREATE TABLE other.order_line (order_id STRING, colour STRING)");
    bigQuery.query("INSERT INTO other.order_line VALUES ('o-1', 'red')");

    Outcome outcome = job(shop, "other");

    assertThat(outcome.errors())
        .containsExactly(
            "Cannot replace test.other.order_line: its columns are not those of the new rows, and the connector's overwrite changes no columns; drop or rename the table, or choose another name (target.table).");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.TARGET.code());
    assertThat(bigQuery.query("SELECT order_id, colour FROM other.order_line"))
        .containsExactly(List.of("o-1", "red"));
    assertThat(staged()).isEmpty();
  }

  @Test
  void aColumnThatTheConnectorCannotWriteIsExplained() throws SQLException, IOException {
    bigQuery.createDataset("local_times");
    Shop promised = freshShop();
    promised.execute("ALTER TABLE order_item ADD COLUMN promised DATETIME NULL");

    Outcome outcome = job(promised, "local_times");

    assertThat(outcome.errors())
        .containsExactly(
            "Cannot replace test.local_times.order_line: this version of the connector cannot write DATETIME columns; leave their table out (merge.folds) or use a newer connector.");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.TARGET.code());
    assertThat(bigQuery.tableExists("local_times", "order_line")).isFalse();
  }

  @Test
  void aSourceThatChangesDuringTheRunLeavesTheOldRows() throws SQLException, IOException {
    bigQuery.createDataset("moving");
    bigQuery.query("CREATE TABLE moving.order_line (order_id STRING)");
    bigQuery.query("INSERT INTO moving.order_line VALUES ('o-1')");
    Shop moving = freshShop();
    // Its sum differs from one query to the next.
    moving.execute("ALTER TABLE order_item ADD COLUMN dice INT AS (FLOOR(RAND() * 1000000))");

    Outcome outcome = job(moving, "moving");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.VERIFICATION.code());
    assertThat(outcome.errors()).singleElement().asString().contains("changed while it was read");
    assertThat(bigQuery.query("SELECT order_id FROM moving.order_line"))
        .containsExactly(List.of("o-1"));
    assertThat(staged()).isEmpty();
  }

  @Test
  void aStagingPathThatCannotBeADirectoryIsNamedWithItsSetting() throws IOException {
    Files.writeString(staging(), "not a directory");

    Outcome outcome = job(shop, "unused");

    assertThat(outcome.errors())
        .singleElement()
        .asString()
        .startsWith(
            "Cannot stage the table in %s (target.bigquery.staging-path): ".formatted(staging()));
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.TARGET.code());
  }

  private static void assertSameRows(String published, String source) throws SQLException {
    List<String> expected = source(source).stream().map(List::toString).sorted().toList();
    assertThat(expected).isNotEmpty();
    assertThat(bigQuery.query(published).stream().map(List::toString).sorted().toList())
        .isEqualTo(expected);
  }

  /** Rows with values as the emulator tells them. */
  private static List<List<@Nullable String>> source(String sql) throws SQLException {
    try (Connection connection = shop.server().connect(shop.database());
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      List<List<@Nullable String>> texts = new ArrayList<>();
      while (rows.next()) {
        List<@Nullable String> row = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(text(rows.getObject(i)));
        }
        texts.add(row);
      }
      return texts;
    }
  }

  private static @Nullable String text(@Nullable Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.stripTrailingZeros().toPlainString();
    }
    return value == null ? null : value.toString();
  }
}
