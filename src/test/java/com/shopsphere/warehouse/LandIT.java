package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.shopsphere.warehouse.failure.ExitCode;
import com.shopsphere.warehouse.testing.ArrivingProducts;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.SchemaRun;
import com.shopsphere.warehouse.testing.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of the source that are published beside the unified one. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class LandIT {

  private static final String ALL = "com.shopsphere.warehouse.testing.Servers#all";

  private static final String[] SHOP = {
    "CREATE TABLE supplier (supplierID INT PRIMARY KEY, name VARCHAR(20), tax_number VARCHAR(9))",
    """
    CREATE TABLE product (SKU VARCHAR(9) PRIMARY KEY, supplierID INT, product_name VARCHAR(20),
      price DECIMAL(10,2), weight DOUBLE, big BIGINT UNSIGNED, since DATE,
      FOREIGN KEY (supplierID) REFERENCES supplier (supplierID))""",
    """
    CREATE TABLE order_item (id INT PRIMARY KEY, SKU VARCHAR(9), quantity SMALLINT,
      FOREIGN KEY (SKU) REFERENCES product (SKU))""",
    """
    CREATE TABLE `Stock of the "shop"` (`it's` VARCHAR(9), `No.` INT, `in``stock` INT,
      PRIMARY KEY (`it's`, `No.`))""",
    "CREATE TABLE island (a INT, b VARCHAR(9))",
    "CREATE TABLE nothing (id INT PRIMARY KEY, amount DECIMAL(9,2), at DATETIME(6))",
    "INSERT INTO supplier VALUES (1, 'one', 't-1'), (2, 'of nothing', 't-2')",
    """
    INSERT INTO product VALUES ('a', 1, 'sold', 9.99, 0.1, 18446744073709551615, '2024-02-29'),
      ('b', NULL, 'never sold', NULL, NULL, NULL, NULL), ('c', 1, 'nor this', 0.01, 1e300, 1, NULL)""",
    "INSERT INTO order_item VALUES (1, 'a', 2), (2, 'a', 3), (3, NULL, 1)",
    "INSERT INTO `Stock of the \"shop\"` VALUES ('x', 1, 10), ('x', 2, 20), ('y', 1, NULL)",
    "INSERT INTO island VALUES (1, 'p'), (1, 'p'), (NULL, NULL)"
  };

  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource(ALL)
  void landedTablesAreWholeWhetherTheyAreMergedOrNot(EmbeddedServer server)
      throws SQLException, IOException {
    SchemaRun run =
        SchemaRun.create(server, directory, SHOP)
            .landing("product", "supplier", "Stock of the \"shop\"", "island", "nothing");

    run.publish("grain = order_item, leave-out { supplier = tax_number }");

    assertThat(run.tables())
        .containsExactly(
            "island", "nothing", "product", "stock_of_the_shop", "supplier", "unified");
    assertThat(run.published("SELECT count(*) AS n FROM unified")).containsExactly("n=3");
    assertThat(
            run.difference(
                "SELECT sku, supplier_id, product_name, price, weight, big, since FROM product",
                """
                SELECT SKU AS sku, supplierID AS supplier_id, product_name, price, weight, big, since
                FROM product"""))
        .isEmpty();
    assertThat(run.published("SELECT * FROM supplier ORDER BY 1"))
        .containsExactly("supplier_id=1 | name='one'", "supplier_id=2 | name='of nothing'");
    assertThat(
            run.difference(
                "SELECT it_s, no, in_stock FROM stock_of_the_shop",
                """
                SELECT `it's` AS it_s, `No.` AS no, `in``stock` AS in_stock
                FROM `Stock of the "shop"`"""))
        .isEmpty();
    assertThat(run.difference("SELECT a, b FROM island", "SELECT a, b FROM island")).isEmpty();
    assertThat(
            run.published("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM nothing)"))
        .containsExactlyInAnyOrder(
            "column_name='id' | column_type='INTEGER'",
            "column_name='amount' | column_type='DECIMAL(9,2)'",
            "column_name='at' | column_type='TIMESTAMP'");
    assertThat(run.published("SELECT count(*) AS n FROM nothing")).containsExactly("n=0");
    assertThatTheManifestTells(new ObjectMapper().readTree(run.manifest()));
  }

  private static void assertThatTheManifestTells(JsonNode manifest) {
    assertThat(manifest.at("/landed").findValuesAsText("name"))
        .as("names of tables and columns")
        .contains("product", "supplier", "stock_of_the_shop", "island", "nothing", "in_stock");
    JsonNode product = manifest.at("/landed/0");
    assertThat(product.get("rows").asInt()).isEqualTo(3);
    assertThat(product.at("/read/rows").asInt()).isEqualTo(3);
    assertThat(product.at("/read/rows_read").asInt()).isEqualTo(3);
    assertThat(product.at("/columns/3").toString())
        .isEqualTo("{\"name\":\"price\",\"type\":\"DECIMAL(10,2)\"}");
    List<String> checks = new ArrayList<>();
    product
        .get("checks")
        .forEach(
            check ->
                checks.add(
                    "%s: %s, %s, %s"
                        .formatted(
                            check.get("name").asText(),
                            check.get("expected").asText(),
                            check.get("found").asText(),
                            check.get("passed").asText())));
    assertThat(checks)
        .containsExactly(
            "rows: 3, 3, true",
            "sum of big: 18446744073709551616, 18446744073709551616, true",
            "sum of price: 10.00, 10.00, true",
            "sum of supplier_id: 2, 2, true");
    assertThat(manifest.at("/rows").asInt()).isEqualTo(3);
  }

  @Test
  void aLandedTableIsReadInSplits() throws SQLException, IOException {
    SchemaRun run = SchemaRun.create(Servers.mysql(), directory, SHOP).landing("product");
    run.execute(
        """
        INSERT INTO product (SKU, price) WITH RECURSIVE n AS
          (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 900)
        SELECT CONCAT('n', a.i * 3 + b.i), a.i / 7 FROM n a JOIN (SELECT 1 i UNION SELECT 2 UNION SELECT 3) b""");

    assertThat(run.run("grain = order_item", "--set", "source.rows-per-split=1000").exitCode())
        .isZero();

    assertThat(new ObjectMapper().readTree(run.manifest()).at("/landed/0/read/splits").asInt())
        .isEqualTo(3);
    assertThat(
            run.difference(
                "SELECT sku, price FROM product", "SELECT SKU AS sku, price FROM product"))
        .isEmpty();
  }

  @Test
  void aNextRunReplacesThemAll() throws SQLException {
    SchemaRun run = SchemaRun.create(Servers.mariadb(), directory, SHOP).landing("product");
    run.publish("grain = order_item");
    run.execute("INSERT INTO product (SKU, product_name) VALUES ('d', 'new')");

    run.publish("grain = order_item, naming = source");

    assertThat(run.published("SELECT SKU FROM product WHERE product_name = 'new'"))
        .containsExactly("SKU='d'");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aProductArrivesWithItsFirstLine(EmbeddedServer server)
      throws SQLException, InterruptedException {
    SchemaRun run =
        SchemaRun.create(
                server,
                directory,
                "CREATE TABLE product (sku INT PRIMARY KEY, name VARCHAR(9))",
                "CREATE TABLE line (id INT PRIMARY KEY, sku INT NOT NULL)",
                """
                INSERT INTO product WITH RECURSIVE n AS
                  (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
                SELECT i, 'old' FROM n""",
                "INSERT INTO line SELECT sku, sku FROM product")
            .landing("product");

    try (ArrivingProducts arriving = ArrivingProducts.start(server, run.database())) {
      arriving.await(10);
      run.publish("grain = line");
    }

    List<String> both =
        run.published(
            """
            SELECT (SELECT count(*) FROM product) AS products, (SELECT count(*) FROM unified) AS lines,
              (SELECT count(*) FROM unified WHERE sku IN (SELECT sku FROM product)) AS known""");
    String all = run.onServer("SELECT COUNT(*) AS n FROM line").get(0).replace("n=", "");
    assertThat(both.get(0)).matches("products=(\\d+) \\| lines=\\1 \\| known=\\1");
    assertThat(both.get(0)).as("some arrived after the instant").doesNotContain("=" + all + " ");
  }

  /** A view that is another at each look stands for a table that is not read as it was counted. */
  @Test
  void nothingIsPublishedIfALandedTableDiffersFromTheSource() throws SQLException {
    SchemaRun run = SchemaRun.create(Servers.mysql(), directory, SHOP).landing("product", "dice");
    run.execute(
        "CREATE VIEW dice AS SELECT id, CAST(RAND() * 1e15 AS SIGNED) AS n FROM order_item");

    SchemaRun.Outcome outcome = run.run("grain = order_item");

    assertThat(outcome.message())
        .containsPattern(
            "Cannot publish: the landed table dice does not agree with the source\\. sum of n:"
                + " expected \\d+, found \\d+\\.");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.VERIFICATION.code());
    assertThat(run.tables()).isEmpty();
  }

  @Test
  void aTableThatIsNotThereIsRefusedBeforeAnythingIsRead() throws SQLException {
    SchemaRun run = SchemaRun.create(Servers.mysql(), directory, SHOP).landing("prodcut");

    SchemaRun.Outcome outcome = run.run("grain = order_item");

    assertThat(outcome.message())
        .endsWith(
            ("ERROR Cannot find the table 'prodcut' (target.land) in database '%s', which shows 6"
                    + " tables to this user; did you mean 'product'?")
                .formatted(run.database()));
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.PLAN.code());
    assertThat(outcome.log()).noneMatch(line -> line.contains(" snapshot "));
  }

  @Test
  void theNameOfTheUnifiedTableIsRefused() throws SQLException {
    SchemaRun run = SchemaRun.create(Servers.mysql(), directory, SHOP).landing("Unified");
    run.execute("CREATE TABLE `Unified` (id INT PRIMARY KEY)");

    SchemaRun.Outcome outcome = run.run("grain = order_item");

    assertThat(outcome.message())
        .endsWith(
            "ERROR Cannot land the table 'Unified' (target.land): its name would be unified, which is"
                + " already that of the unified table (target.table).");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.PLAN.code());
  }

  @Test
  void aLandedTableWithoutSnapshotsIsRefused() throws SQLException {
    SchemaRun run = SchemaRun.create(Servers.mysql(), directory, SHOP).landing("old");
    run.execute("CREATE TABLE old (id INT PRIMARY KEY) ENGINE = MyISAM");

    assertThat(run.run("grain = order_item").message())
        .endsWith(
            "ERROR Cannot read the table 'old' at the instant of the others: expected the engine"
                + " InnoDB, found MyISAM, which keeps no snapshot; convert or leave out the table"
                + " (merge.folds.old = leave-out, and not in target.land), or set"
                + " source.snapshot.lock = none.");
  }
}
