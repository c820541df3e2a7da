package com.shopsphere.warehouse;

import static com.shopsphere.warehouse.testing.CapturedLog.capture;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.bigquery.BigQueryApi;
import com.shopsphere.warehouse.config.ConfigReader;
import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.demo.Shape;
import com.shopsphere.warehouse.failure.ExitCode;
import com.shopsphere.warehouse.load.RunId;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.Shop;
import com.shopsphere.warehouse.testing.bigquery.BigQueryServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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

  private static BigQueryServer bigQuery;
  private static Shop shop;

  @TempDir private Path directory;

  @BeforeAll
  static void start() throws SQLException {
    bigQuery = BigQueryServer.start();
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

  /**
   * @param settings as key=value, without target.bigquery
   */
  private Outcome job(Shop source, String dataset, String... settings) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("run", "--config", configuration(dataset).toString()));
    for (String setting : settings) {
      arguments.add("--set");
      arguments.add("target.bigquery." + setting);
    }
    try (var log = capture()) {
      int exitCode = WarehouseJob.run(source.environment(), arguments.toArray(String[]::new));
      return new Outcome(exitCode, log.errors(), log.lines());
    }
  }

  private TargetConfig.BigQuery target(String dataset) throws IOException {
    return (TargetConfig.BigQuery)
        new ConfigReader(shop.environment(), directory)
            .read(Optional.of(configuration(dataset)), List.of())
            .target();
  }

  private String clean(String dataset, String... runs) throws IOException {
    StringWriter text = new StringWriter();
    new Cleaning(target(dataset)).clean(List.of(runs), false, new PrintWriter(text, true));
    return text.toString();
  }

  private void publish(Shop source, String dataset) throws IOException {
    Outcome outcome = job(source, dataset);
    assertThat(outcome.exitCode()).as(() -> String.join("\n", outcome.lines())).isZero();
  }

  private Path configuration(String dataset) throws IOException {
    String text =
        """
        include required(file("%s"))
        target { %s }
        """
            .formatted(
                Path.of("conf", "shopsphere.conf").toAbsolutePath(),
                bigQuery.target(dataset, staging()));
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
    assertThat(outcome.lines()).noneMatch(line -> line.contains(bigQuery.token()));
    assertThat(staged()).containsExactly(MANIFEST);
    assertThat(Files.readString(staging().resolve(MANIFEST)))
        .contains("\"rows\" : 1000", "\"target.bigquery.dataset\" : \"whole\"")
        .contains("\"target.bigquery.access-token\" : \"******\"")
        .doesNotContain(bigQuery.token());
    assertThat(bigQuery.query("SELECT table_name FROM whole.INFORMATION_SCHEMA.TABLES"))
        .containsExactlyInAnyOrder(List.of("order_line"), List.of("order_line_manifest"));
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
  void whatWasReadAndMergedBeforeIsPublishedWithoutTheSource() throws IOException {
    bigQuery.createDataset("kept");
    String run = RunId.next(Instant.now(), new SecureRandom()).value();
    for (String step : List.of("extract", "merge", "load")) {
      Map<String, String> environment = new HashMap<>(shop.environment());
      if (!step.equals("extract")) {
        environment.put("WAREHOUSE_SOURCE_PORT", "1");
      }
      environment.put("WAREHOUSE_STAGING_PATH", directory.resolve("kept").toString());
      String config = configuration("kept").toString();

      assertThat(
              WarehouseJob.run(
                  environment, "run", "--config", config, "--run-id", run, "--only", step))
          .as(step)
          .isZero();
    }

    assertThat(
            bigQuery.query("SELECT COUNT(*), COUNT(DISTINCT order_id || sku) FROM kept.order_line"))
        .containsExactly(List.of("1000", "1000"));
    assertThat(Files.readString(staging().resolve(MANIFEST)))
        .contains("\"run_id\" : \"%s\"".formatted(run));
    assertThat(staged()).containsExactly(MANIFEST);
  }

  @Test
  void aDatasetThatDoesNotExistIsNamedWithItsSettings() throws IOException {
    Outcome outcome = job(shop, "nowhere");

    assertThat(outcome.errors())
        .containsExactly(
            here(
                "Cannot publish test.nowhere.order_line: the dataset test.nowhere does not exist (target.bigquery.project, target.bigquery.dataset), and target.bigquery.create-dataset is false."));
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.TARGET.code());
    assertThat(staging()).doesNotExist();
  }

  @Test
  void aTableWithOtherColumnsIsLeftAlone() throws IOException {
    bigQuery.createDataset("other");
    bigQuery.query("CREATE TABLE other.order_line (order_id STRING, colour STRING)");
    bigQuery.query("INSERT INTO other.order_line VALUES ('o-1', 'red')");

    Outcome outcome = job(shop, "other");

    assertThat(outcome.errors())
        .singleElement()
        .asString()
        .startsWith(
            here(
                "Cannot publish test.other.order_line: its columns are not those of the run (target.bigquery.schema-drift = fail): added: sku STRING, "))
        .contains(
            "; gone: colour STRING",
            "Published: order_id STRING, colour STRING",
            "Run: order_id STRING, sku STRING, ");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.TARGET.code());
    assertThat(bigQuery.query("SELECT order_id, colour FROM other.order_line"))
        .containsExactly(List.of("o-1", "red"));
    assertThat(bigQuery.query("SELECT table_name FROM other.INFORMATION_SCHEMA.TABLES"))
        .containsExactly(List.of("order_line"));
    assertThat(staging()).doesNotExist();
  }

  @Test
  void aColumnThatTheConnectorCannotWriteIsExplained() throws SQLException, IOException {
    bigQuery.createDataset("local_times");
    Shop promised = freshShop();
    promised.execute("ALTER TABLE order_item ADD COLUMN promised DATETIME NULL");

    Outcome outcome = job(promised, "local_times");

    assertThat(outcome.errors())
        .containsExactly(
            "The spark-bigquery connector on the class path, 0.32.0, cannot write DATETIME: promised. The connectors for Spark 3.4 and 3.5 from 0.33.0 can (spark-3.5-bigquery); or set target.bigquery.datetime = timestamp-utc.");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(bigQuery.tableExists("local_times", "order_line")).isFalse();
  }

  @Test
  void aSourceThatChangesDuringTheRunLeavesTheOldRows() throws SQLException, IOException {
    bigQuery.createDataset("moving");
    Shop moving = freshShop();
    // Its sum differs from one query to the next.
    moving.execute("ALTER TABLE order_item ADD COLUMN dice INT");
    publish(moving, "moving");
    moving.execute("ALTER TABLE order_item DROP COLUMN dice");
    moving.execute("ALTER TABLE order_item ADD COLUMN dice INT AS (FLOOR(RAND() * 1000000))");

    Outcome outcome = job(moving, "moving");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.VERIFICATION.code());
    assertThat(outcome.errors()).singleElement().asString().contains("changed while it was read");
    assertThat(bigQuery.query("SELECT COUNT(*), COUNT(dice) FROM moving.order_line"))
        .containsExactly(List.of("1000", "0"));
    assertThat(staged()).containsExactly(MANIFEST);
  }

  @Test
  void localTimesBecomeInstantsInUtcWhereTheConnectorKnowsNoOthers()
      throws SQLException, IOException {
    bigQuery.createDataset("instants");
    Shop promised = freshShop();
    promised.execute("ALTER TABLE order_item ADD COLUMN promised DATETIME NULL");
    promised.execute("UPDATE order_item SET promised = '2024-02-29 23:59:59'");

    Outcome outcome = job(promised, "instants", "datetime=timestamp-utc");

    assertThat(outcome.exitCode()).as(() -> String.join("\n", outcome.lines())).isZero();
    assertThat(bigQuery.query("SELECT DISTINCT promised FROM instants.order_line"))
        .containsExactly(List.of("1709251199000000"));
  }

  @Test
  void fewerRowsThanAShareAllowsAreRefusedUntilAllowed() throws SQLException, IOException {
    bigQuery.createDataset("shrinking");
    Shop shrinking = freshShop();
    publish(shrinking, "shrinking");
    shrinking.execute("DELETE FROM order_item ORDER BY orderID LIMIT 300");

    Outcome refused = job(shrinking, "shrinking");

    assertThat(refused.errors())
        .containsExactly(
            here(
                "Cannot publish test.shrinking.order_line: it has 1,000 rows, and would have 700, fewer by more than the share of 0.2 that target.bigquery.max-shrink allows; if that is right, run with --set target.bigquery.max-shrink=1."));
    assertThat(refused.exitCode()).isEqualTo(ExitCode.VERIFICATION.code());
    assertThat(bigQuery.query("SELECT COUNT(*) FROM shrinking.order_line"))
        .containsExactly(List.of("1000"));
    // Down to the table that has no row at all.
    shrinking.execute("DELETE FROM order_item");
    assertThat(job(shrinking, "shrinking", "max-shrink=1").exitCode()).isZero();
    assertThat(bigQuery.query("SELECT COUNT(*) FROM shrinking.order_line"))
        .containsExactly(List.of("0"));
  }

  @Test
  void anAppendThatWouldDoubleRowsIsRefused() throws SQLException, IOException {
    bigQuery.createDataset("doubling");
    publish(shop, "doubling");

    Outcome outcome = job(shop, "doubling", "write-disposition=append");

    assertThat(outcome.errors())
        .containsExactly(
            here(
                "Cannot append to test.doubling.order_line: 1,000 of the 1,000 rows have a key (order_id, sku) that is there already, and would be doubled."));
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.VERIFICATION.code());
    assertThat(bigQuery.query("SELECT COUNT(*) FROM doubling.order_line"))
        .containsExactly(List.of("1000"));
  }

  @Test
  void partitionsThatTheRunHoldsAreReplacedAndOthersStay() throws SQLException, IOException {
    bigQuery.createDataset("days");
    Shop days = freshShop();
    String[] settings = {"partition-column=order_timestamp", "write-disposition=partitions"};
    assertThat(job(days, "days", settings).exitCode()).isZero();
    String old =
        bigQuery
            .query("SELECT UNIX_DATE(DATE(MIN(order_timestamp))) FROM days.order_line")
            .get(0)
            .get(0);
    String there =
        "SELECT COUNT(*) FROM days.order_line WHERE UNIX_DATE(DATE(order_timestamp)) = %s";
    List<List<@Nullable String>> before = bigQuery.query(there.formatted(old));
    days.execute(
        "DELETE i FROM order_item i JOIN `order` o ON o.orderID = i.orderID"
            + " WHERE FLOOR(UNIX_TIMESTAMP(o.timestamp) / 86400) = %s".formatted(old));
    days.execute("UPDATE order_item SET quantity = quantity + 1000");

    Outcome outcome = job(days, "days", settings);

    assertThat(outcome.exitCode()).as(() -> String.join("\n", outcome.lines())).isZero();
    assertThat(bigQuery.query(there.formatted(old))).isEqualTo(before);
    assertThat(bigQuery.query("SELECT COUNT(*), COUNTIF(quantity < 1000) FROM days.order_line"))
        .containsExactly(List.of("1000", before.get(0).get(0)));
  }

  @Test
  void aColumnThatIsNewIsAddedIfToldAndAnnounced() throws SQLException, IOException {
    bigQuery.createDataset("wider");
    Shop wider = freshShop();
    publish(wider, "wider");
    wider.execute("ALTER TABLE order_item ADD COLUMN gift INT NULL COMMENT 'wrapped as a gift'");

    assertThat(job(wider, "wider").errors())
        .singleElement()
        .asString()
        .contains("(target.bigquery.schema-drift = fail): added: gift INT64");
    Outcome outcome = job(wider, "wider", "schema-drift=add-columns");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.lines())
        .anyMatch(
            line ->
                line.contains(
                    here("The columns of test.wider.order_line change: added: gift INT64.")));
    assertThat(bigQuery.query("SELECT COUNT(*), COUNT(gift) FROM wider.order_line"))
        .containsExactly(List.of("1000", "0"));
  }

  @Test
  void aViewIsNotReplaced() throws IOException {
    bigQuery.createDataset("views");
    bigQuery.query("CREATE VIEW views.order_line AS SELECT 1 AS order_id");

    assertThat(job(shop, "views").errors())
        .containsExactly(
            here(
                "Cannot publish test.views.order_line: expected a table (target.table), found a view."));
  }

  @Test
  void aColumnToClusterByThatDoesNotExistIsRefusedBeforeARowIsRead() throws IOException {
    bigQuery.createDataset("clusters");

    Outcome outcome = job(shop, "clusters", "cluster=custmer_id");

    assertThat(outcome.errors())
        .containsExactly(
            "Invalid target.bigquery.cluster: the table has no column 'custmer_id'; did you mean 'customer_id'?");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(outcome.lines()).noneMatch(line -> line.contains("snapshot"));
  }

  @Test
  void aBigQueryThatCannotBeReachedIsToldWithItsSetting() throws IOException {
    Outcome outcome = job(shop, "unreached", "endpoints.api=http://127.0.0.1:1", "retry-time=1s");

    assertThat(outcome.errors())
        .singleElement()
        .asString()
        .startsWith(
            here(
                "Cannot read the dataset test.unreached: BigQuery cannot be reached at http://127.0.0.1:1 (target.bigquery.endpoints.api) ("));
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.TARGET.code());
  }

  @Test
  void aStagingTableThatAKilledRunLeftIsListedAndRemovedByItsRun() throws IOException {
    bigQuery.createDataset("litter");
    String run = "20261123_091500_3f9a2c";
    bigQuery.query("CREATE TABLE litter.order_line__run_%s (a INT64)".formatted(run));
    bigQuery.query("CREATE TABLE litter.order_line__run_20261123_091500_aaaaaa (a INT64)");
    BigQueryApi.connect(target("litter"))
        .describe(
            "order_line__run_" + run,
            Map.of("created-by", "shopsphere-warehouse", "run-id", run),
            Optional.empty());

    assertThat(clean("litter"))
        .contains("found    " + run + here("  test.litter.order_line__run_") + run);
    assertThat(clean("litter", run)).contains("removed  " + run);

    assertThat(bigQuery.query("SELECT table_name FROM litter.INFORMATION_SCHEMA.TABLES"))
        .containsExactly(List.of("order_line__run_20261123_091500_aaaaaa"));
  }

  @Test
  void aStagingPathThatCannotBeADirectoryIsNamedWithItsSetting() throws IOException {
    Files.writeString(staging(), "not a directory");
    bigQuery.createDataset("unused");

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

  /** A message in which the emulator's project stands for the one that the tests run in. */
  private static String here(String message) {
    return message.replace("test.", bigQuery.project() + ".");
  }
}
