package com.shopsphere.warehouse.marts;

import static com.shopsphere.warehouse.testing.CapturedLog.capture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.shopsphere.warehouse.WarehouseJobRunner;
import com.shopsphere.warehouse.demo.Shape;
import com.shopsphere.warehouse.testing.Rows;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.Shop;
import com.shopsphere.warehouse.testing.Submission;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** The page of the marts that dbt builds in DuckDB from what one run of the job has published. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class MartsReportIT {

  private static final String MARTS = Path.of("submit", "marts.sh").toAbsolutePath().toString();
  private static final int DIFFERENT = 5;

  /** As the page prints them, of every fact. */
  private static final String TOTALS =
      """
      WITH facts AS (
        SELECT 'fct_order_line' AS fact, 1 AS lines, * FROM fct_order_line
        UNION ALL BY NAME SELECT 'fct_order' AS fact, line_count AS lines, * FROM fct_order
        UNION ALL BY NAME SELECT 'fct_product_sale' AS fact, 1 AS lines, * FROM fct_product_sale
        UNION ALL BY NAME
        SELECT 'fct_product_sale_daily' AS fact, line_count AS lines, * FROM fct_product_sale_daily),
      totals AS (
        SELECT fact, sum(lines) AS lines, sum(quantity) AS units, sum(allocated_amount) AS revenue
        FROM facts GROUP BY fact)
      SELECT unnest([fact || ' line_count ' || lines, fact || ' units ' || units,
        fact || ' revenue ' || revenue]) || ' equal' AS text FROM totals""";

  /** Rows of the table of regions, and the keys in the names of their charts. */
  private static final String REGIONS =
      """
      SELECT region_key, concat(region_name, ' ', currency, format(' {:,} {:,} {:,.2f}', count(*),
        CAST(sum(quantity) AS BIGINT), CAST(sum(allocated_amount) AS DOUBLE))) AS shown
      FROM fct_order JOIN dim_region USING (region_key)
      WHERE region_id IS NOT NULL GROUP BY region_key, region_name, currency""";

  @TempDir private static Path directory;
  private static ReportPage page;

  @BeforeAll
  static void buildAndReport() throws IOException, InterruptedException, SQLException {
    publish(Shop.create(Servers.mariadb(), Shape.FIFTEEN_TABLES, 1));
    succeed(marts("dbt", "build", "--exclude-resource-type", "test", "unit_test"));
    Files.copy(duckdb(), built());
    succeed(marts("report", "report.html"));
    page = page();
  }

  /** Some tests change the marts. */
  @BeforeEach
  void restoreTheMarts() throws IOException {
    Files.copy(built(), duckdb(), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void thePageNeedsNothingBesideItself() {
    assertThat(page.references()).isNotEmpty().allMatch(reference -> reference.startsWith("#"));
    assertThat(page.own())
        .contains(
            "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\"")
        .doesNotContain("http:", "https:", "@import", "@font-face", "url(");
  }

  @Test
  void theTotalsAreThoseOfTheFactsAndOfTheManifest() throws IOException, SQLException {
    List<String> expected = new ArrayList<>(texts(TOTALS));
    expected.add("manifest line_count " + check("rows"));
    expected.add("manifest units " + check("sum of quantity"));
    expected.add("manifest revenue " + check("sum of order_total_amount_allocated"));

    assertThat(expected).hasSize(15);
    assertThat(page.totals()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(page.text())
        .contains(
            "The totals agree.",
            "Run of the job " + manifest().get("run_id").asText() + " Snapshot of the database",
            "Marts built by dbt");
  }

  @Test
  void everyRegionHasItsRevenueInItsOwnCurrencyAndNoOther() throws SQLException {
    List<String> shown = texts("SELECT shown AS text FROM (%s)".formatted(REGIONS));
    List<String> charts =
        texts(
            """
            SELECT unnest(['revenue-by-month-' || region_key, 'products-of-' || region_key]) AS text
            FROM (%s)"""
                .formatted(REGIONS));

    assertThat(shown).hasSizeGreaterThan(1);
    assertThat(page.text())
        .contains(shown)
        .containsPattern("Unknown currency not known [0-9]+ [0-9]+ – –");
    assertThat(page.ids())
        .filteredOn(id -> id.matches("(revenue-by-month|products-of)-[0-9a-f]{32}"))
        .containsExactlyInAnyOrderElementsOf(charts);
  }

  @Test
  void everyPartIsThereWithItsChartsAndTheirNumbers() {
    assertThat(page.ids())
        .contains("orders", "revenue", "months", "categories", "products", "ratings", "totals")
        .contains("orders-by-month", "orders-by-status", "units-by-category", "revenue-by-category")
        .contains("top-products", "ratings-and-units");
    assertThat(page.own().split("role=\"img\" aria-label=\"[^\"]+\"", -1))
        .hasSameSizeAs(page.own().split("<summary>The numbers", -1));
  }

  @Test
  void oneCentThatDiffersIsShownAndEndsTheCommandWithItsSentence()
      throws IOException, InterruptedException, SQLException {
    change(
        """
        UPDATE fct_order SET allocated_amount = allocated_amount + 0.01
        WHERE order_id = (SELECT min(order_id) FROM fct_order)""");
    String reason =
        texts(
                """
                SELECT format('Revenue of fct_order: the manifest says {:,.2f}, found {:,.2f}.',
                  sum(allocated_amount)::DOUBLE - 0.01, sum(allocated_amount)::DOUBLE) AS text
                FROM fct_order""")
            .get(0);

    Outcome outcome = marts("report", "report.html");

    assertThat(outcome.exitCode()).isEqualTo(DIFFERENT);
    assertThat(outcome.errors()).containsExactly("Cannot vouch for the marts:", "- " + reason);
    assertThat(page().totals())
        .contains("fct_order units %s equal".formatted(check("sum of quantity")))
        .filteredOn(total -> total.endsWith(" differs"))
        .singleElement()
        .asString()
        .startsWith("fct_order revenue ");
    assertThat(page().text()).contains("Do not rely on this page. " + reason);
  }

  @Test
  void aRunThatHasPublishedSinceIsNamed() throws IOException, InterruptedException {
    Path file = directory.resolve("order_line.manifest.json");
    String written = Files.readString(file);
    String run = manifest().get("run_id").asText();
    Files.writeString(file, written.replace(run, "20991231_235959_newest"));
    try {
      Outcome outcome = marts("report", "report.html");

      assertThat(outcome.exitCode()).isEqualTo(DIFFERENT);
      assertThat(outcome.errors())
          .containsExactly(
              "Cannot vouch for the marts:",
              "- They show run %s, and run 20991231_235959_newest has published since: build them anew."
                  .formatted(run));
    } finally {
      Files.writeString(file, written);
    }
  }

  @Test
  void martsWithoutALineGiveAPageThatSaysSo()
      throws IOException, InterruptedException, SQLException {
    change("DELETE FROM fct_order", "DELETE FROM fct_order_line");
    change("DELETE FROM int_order_lines", "DELETE FROM fct_product_sale_daily");

    Outcome outcome = marts("report", "report.html");

    assertThat(outcome.exitCode()).isEqualTo(DIFFERENT);
    assertThat(page().text())
        .contains(
            "There is no order line in fct_order, fct_order_line,",
            "Lines of fct_order: the manifest says 1,000, found 0.");
    assertThat(page().ids()).contains("totals").doesNotContain("orders", "revenue");
  }

  /** What a database of thirteen tables leaves in the marts. */
  @Test
  void ordersThatNameNoRegionAreShownTogetherAndSaidToHaveNoCurrency()
      throws IOException, InterruptedException, SQLException {
    change(
        "UPDATE fct_order SET region_key = (SELECT region_key FROM dim_region WHERE region_id IS NULL)",
        "UPDATE int_order_lines SET region_key = (SELECT region_key FROM dim_region WHERE region_id IS NULL)",
        "UPDATE dim_product SET category_name = 'Unknown', top_category_name = 'Unknown'");

    succeed(marts("report", "report.html"));

    assertThat(page().text())
        .contains(
            "No order names a region,",
            "Revenue, currency not known, by month;",
            "No product names a category,")
        .containsPattern("All orders currency not known [0-9,]+ [0-9,]+ [0-9,]+[.][0-9]{2} ");
    assertThat(page().ids().stream().filter(id -> id.startsWith("revenue-by-month-"))).hasSize(1);
  }

  @Test
  void martsThatAreNotBuiltAreSaidToBeMissing() throws IOException, InterruptedException {
    Files.delete(duckdb());

    Outcome outcome = marts("report");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.errors())
        .containsExactly(
            "Cannot report on the marts: expected them in DBT_MARTS_DUCKDB, found no file '%s'. Build them first: submit/marts.sh"
                .formatted(duckdb()));
  }

  private static Path duckdb() {
    return directory.resolve("marts.duckdb");
  }

  private static Path built() {
    return directory.resolve("built.duckdb");
  }

  private static ReportPage page() throws IOException {
    return new ReportPage(Files.readString(directory.resolve("report.html")));
  }

  private static Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:" + duckdb());
    connection.setSchema("marts");
    return connection;
  }

  /** The column "text" of a query of the marts. */
  private static List<String> texts(String sql) throws SQLException {
    try (Connection connection = connect()) {
      return Rows.of(connection, sql).stream()
          .map(row -> row.substring("text='".length(), row.length() - 1))
          .toList();
    }
  }

  private static void change(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static JsonNode manifest() throws IOException {
    return new ObjectMapper().readTree(directory.resolve("order_line.manifest.json").toFile());
  }

  /** What the operational database answered, by the name of the check. */
  private static String check(String name) throws IOException {
    for (JsonNode check : manifest().get("checks")) {
      if (check.get("name").asText().equals(name)) {
        return check.get("expected").asText();
      }
    }
    throw new AssertionError("The manifest has no check '%s'".formatted(name));
  }

  private static void publish(Shop shop) {
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

  private static Outcome marts(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(MARTS));
    command.addAll(List.of(arguments));
    return Submission.run(
        directory,
        Map.of(
            "DBT_MARTS_PUBLISHED", directory.toString(),
            "DBT_MARTS_DUCKDB", duckdb().toString(),
            "DBT_TARGET_PATH", directory.resolve("dbt").toString(),
            "DBT_LOG_PATH", directory.resolve("log").toString()),
        command);
  }

  private static void succeed(Outcome outcome) {
    assertThat(outcome.exitCode())
        .as(() -> outcome.output() + String.join("\n", outcome.errors()))
        .isZero();
  }
}
