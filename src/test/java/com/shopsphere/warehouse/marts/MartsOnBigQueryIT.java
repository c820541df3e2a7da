package com.shopsphere.warehouse.marts;

import static com.shopsphere.warehouse.testing.CapturedLog.capture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.shopsphere.warehouse.WarehouseJobRunner;
import com.shopsphere.warehouse.demo.Shape;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.Shop;
import com.shopsphere.warehouse.testing.Submission;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import com.shopsphere.warehouse.testing.bigquery.DialectEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The marts that dbt builds by BigQuery's SQL, emulated, beside those that it builds in DuckDB from
 * the same published rows: once from nothing, and once more, with all of dbt's tests, after the
 * shop changed.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class MartsOnBigQueryIT {

  private static final String MARTS = Path.of("submit", "marts.sh").toAbsolutePath().toString();

  private static final String CHANGE_A_LINE =
      "UPDATE order_item SET quantity = 777 ORDER BY orderID, SKU LIMIT 1";
  private static final String CANCEL_A_LINE =
      """
      DELETE FROM order_item WHERE orderID = (
        SELECT orderID FROM (
          SELECT MAX(orderID) AS orderID FROM (
            SELECT orderID FROM order_item GROUP BY orderID HAVING COUNT(*) > 2) long_order
        ) last_long_order)
      ORDER BY SKU LIMIT 1""";
  private static final String CHANGE_A_CUSTOMER =
      """
      UPDATE customer SET email = 'moved@example.org'
      WHERE customerID = (SELECT MIN(customerID) FROM `order`)""";

  /** Builds without the tests, which are many small queries. */
  private static final String[] ONLY_ROWS = {
    "dbt", "build", "--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"
  };

  @TempDir private static Path directory;
  private DialectEmulator bigQuery;
  private Shop shop;
  private EmulatedSource source;
  private Build first;
  private Build second;

  /**
   * One build of all models on both engines.
   *
   * @param message what dbt did with the incremental fact
   * @param tables all that was built
   * @param differences between the engines, by table
   */
  private record Build(String message, List<String> tables, Map<String, String> differences) {}

  @BeforeAll
  void buildTwice() throws IOException, InterruptedException, SQLException {
    bigQuery = DialectEmulator.start(Files.createDirectory(directory.resolve("emulator")));
    source = EmulatedSource.in(bigQuery, "warehouse");
    shop = Shop.create(Servers.mariadb(), Shape.FIFTEEN_TABLES, 1);
    publish();
    // Installs what is missing, and lets both builds find the project parsed.
    succeed(start(onBigQuery(), "dbt", "parse"));
    succeed(start(onDuckDb(), "dbt", "parse"));

    first = build(ONLY_ROWS);
    shop.execute(CHANGE_A_LINE, CANCEL_A_LINE, CHANGE_A_CUSTOMER);
    publish();
    second = build();
  }

  @AfterAll
  void stop() {
    if (bigQuery != null) {
      bigQuery.close();
    }
  }

  @Test
  void bothEnginesBuildTheSameRowsFromNothing() {
    assertThat(first.tables()).contains("fct_order_line", "dim_customer", "snap_customers");
    assertThat(first.differences()).isEmpty();
  }

  @Test
  void bothEnginesBuildTheSameRowsAfterTheShopChanged() {
    assertThat(second.differences()).isEmpty();
  }

  @Test
  void theSecondBuildMergesWhatChangedAndDeletesWhatIsGone() {
    assertThat(first.message()).doesNotStartWith("MERGE");
    assertThat(second.message()).startsWith("MERGE");
    assertThat(bigQuery.query("SELECT COUNT(*) FROM marts.fct_order_line"))
        .containsExactly(List.of("999"));
    assertThat(bigQuery.query("SELECT COUNT(*) FROM marts.fct_order_line WHERE quantity = 777"))
        .containsExactly(List.of("1"));
  }

  @Test
  void aCustomerThatChangedHasTwoVersions() {
    assertThat(
            bigQuery.query(
                """
                SELECT version, is_current, email = 'moved@example.org'
                FROM marts.dim_customer
                WHERE customer_id IN (SELECT customer_id FROM marts.dim_customer WHERE version = 2)
                ORDER BY version"""))
        .containsExactly(List.of("1", "false", "false"), List.of("2", "true", "true"));
  }

  /**
   * Builds all marts from what is published, on both engines at once.
   *
   * @param arguments what builds them on BigQuery
   */
  private Build build(String... arguments) throws IOException, InterruptedException, SQLException {
    source.replace(directory);
    try (Submission duckDb = start(onDuckDb(), ONLY_ROWS);
        Submission emulated = start(onBigQuery(), arguments)) {
      succeed(emulated);
      succeed(duckDb);
      List<String> tables = BuiltTables.names(directory.resolve("dbt-bigquery/manifest.json"));
      return new Build(
          message(),
          tables,
          BuiltTables.differences(directory.resolve("marts.duckdb"), bigQuery, tables));
    }
  }

  /** What dbt did with the incremental fact, in its own words. */
  private String message() throws IOException {
    Path results = directory.resolve("dbt-bigquery/run_results.json");
    for (JsonNode result : Marts.json(results).path("results")) {
      if (result.path("unique_id").asText().equals("model.shopsphere.fct_order_line")) {
        return result.path("message").asText();
      }
    }
    throw new IllegalStateException("Cannot find the fact in " + results);
  }

  private void publish() {
    try (var log = capture()) {
      int exitCode =
          WarehouseJobRunner.run(
              shop.environment(),
              "run",
              "--config",
              "conf/local.conf",
              "--set",
              "target.parquet.path=" + directory);
      assertThat(exitCode).as(() -> String.join("\n", log.lines())).isZero();
    }
  }

  private Map<String, String> onBigQuery() {
    Map<String, String> environment = new HashMap<>(bigQuery.martsEnvironment());
    environment.put("DBT_TARGET_PATH", directory.resolve("dbt-bigquery").toString());
    environment.put("DBT_LOG_PATH", directory.resolve("log-bigquery").toString());
    return environment;
  }

  private Map<String, String> onDuckDb() {
    return Map.of(
        "DBT_MARTS_PUBLISHED", directory.toString(),
        "DBT_MARTS_DUCKDB", directory.resolve("marts.duckdb").toString(),
        "DBT_TARGET_PATH", directory.resolve("dbt-duckdb").toString(),
        "DBT_LOG_PATH", directory.resolve("log-duckdb").toString());
  }

  private Submission start(Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(MARTS));
    command.addAll(List.of(arguments));
    return Submission.start(directory, environment, command);
  }

  private void succeed(Submission submission) throws IOException, InterruptedException {
    Outcome outcome = submission.await();
    assertThat(outcome.exitCode())
        .as(
            () ->
                "%s%n%s%nThe emulator:%n%s"
                    .formatted(
                        outcome.output(),
                        String.join("\n", outcome.errors()),
                        bigQuery.lastOutput()))
        .isZero();
  }
}
