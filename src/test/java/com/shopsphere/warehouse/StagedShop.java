package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.demo.Shape;
import com.shopsphere.warehouse.testing.Rows;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.Shop;
import com.shopsphere.warehouse.testing.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A shop of few tables, and runs of it that keep what they read and merge; they must publish what a
 * run publishes that keeps nothing.
 *
 * @param staging {@code staging.path}
 */
record StagedShop(Shop shop, Path directory, String staging, Path settings) {

  /** Where no server is. */
  static final Map<String, String> NO_SOURCE = Map.of("WAREHOUSE_SOURCE_PORT", "1");

  private static final List<String> TABLES = List.of("order_line", "product");

  /** Fills a database, and publishes it below the directory without keeping anything. */
  static StagedShop create(Path directory, String staging) throws SQLException, IOException {
    Shop shop = Shop.create(Servers.mariadb(), Shape.FIFTEEN_TABLES, 2);
    // Of each kind one: a product that is not there any more, and a shipment of no order.
    shop.execute(
        "SET foreign_key_checks = 0",
        "DELETE FROM product WHERE SKU = (SELECT MIN(SKU) FROM order_item)",
        "UPDATE shipment SET orderID = 'gone' ORDER BY shipmentID LIMIT 1");
    Path settings =
        Files.writeString(
            directory.resolve("few-tables.conf"),
            """
            merge.grain = order_item
            merge.allocate = [{ amount = order.total_amount, by = "quantity * unit_price" }]
            target.table = order_line
            target.land = [product]
            merge.folds {
              customer = leave-out, region = leave-out, payment = leave-out
              supplier = leave-out, category = leave-out
            }
            """);
    StagedShop staged = new StagedShop(shop, directory, staging, settings);
    staged.publishWithoutStaging();
    return staged;
  }

  private void publishWithoutStaging() {
    assertThat(
            WarehouseJob.run(
                shop.environment(),
                "run",
                "--config",
                settings.toString(),
                "--set",
                "target.parquet.path=" + directory.resolve("expected")))
        .isZero();
  }

  /** The manifest of what a run published. */
  Path manifest(String published) {
    return directory.resolve(published).resolve("order_line.manifest.json");
  }

  /**
   * One run in this process.
   *
   * @param environment beside what leads to the shop, or instead of it
   * @return its exit code
   */
  int run(Map<String, String> environment, String... options) {
    return WarehouseJob.run(with(environment), arguments(options).toArray(String[]::new));
  }

  /** One run in a process of its own. */
  Submission submission(Map<String, String> environment, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(Submission.LOCAL.toString()));
    command.addAll(arguments(options));
    Map<String, String> variables = with(environment);
    // The job ends before the best compiler pays.
    variables.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    return Submission.start(directory, variables, command);
  }

  private Map<String, String> with(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(shop.environment());
    all.putAll(environment);
    return all;
  }

  private List<String> arguments(String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--config",
                settings.toString(),
                "--set",
                "staging.path=" + staging,
                "--set",
                "target.parquet.path=" + directory.resolve("resumed")));
    arguments.addAll(List.of(options));
    return arguments;
  }

  /** Row by row, keys and sums among them. */
  void assertPublishedAsExpected() throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      for (String table : TABLES) {
        String expected = "read_parquet('%s/expected/%s.parquet')".formatted(directory, table);
        String found = "read_parquet('%s/resumed/%s.parquet')".formatted(directory, table);
        assertThat(Rows.of(duckdb, "SELECT count(*) > 0 AS any FROM " + expected))
            .containsExactly("any=true");
        for (String difference :
            List.of(
                "FROM %s EXCEPT ALL FROM %s".formatted(expected, found),
                "FROM %s EXCEPT ALL FROM %s".formatted(found, expected))) {
          assertThat(Rows.of(duckdb, difference)).as(table).isEmpty();
        }
      }
    }
  }
}
