package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.failure.ExitCode;
import com.shopsphere.warehouse.testing.SchemaRun;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.bigquery.BigQueryServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Tables of the source that are published in BigQuery beside the unified one. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class BigQueryLandIT {

  private static final String MERGE = "grain = line";
  private static final String TABLES =
      "SELECT table_name FROM %s.INFORMATION_SCHEMA.TABLES ORDER BY table_name";

  private static BigQueryServer bigQuery;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    bigQuery = BigQueryServer.start();
  }

  @AfterAll
  static void stop() throws IOException {
    bigQuery.close();
  }

  private SchemaRun shop(String dataset) throws SQLException {
    bigQuery.createDataset(dataset);
    return SchemaRun.create(
            Servers.mariadb(),
            directory,
            """
            CREATE TABLE product (sku VARCHAR(20) PRIMARY KEY, price DECIMAL(10,2)
              COMMENT 'before tax') COMMENT 'All that was ever sold'""",
            "CREATE TABLE island (a INT, b VARCHAR(9))",
            """
            CREATE TABLE line (id INT PRIMARY KEY, sku VARCHAR(20), day DATE,
              FOREIGN KEY (sku) REFERENCES product (sku))""",
            "INSERT INTO product VALUES ('a', 9.99), ('never sold', NULL)",
            "INSERT INTO island VALUES (1, 'p'), (1, 'p'), (NULL, NULL)",
            "INSERT INTO line VALUES (1, 'a', '2024-02-29'), (2, 'a', '2024-03-01'), (3, NULL, NULL)")
        .landing("product", "island")
        .into(bigQuery, dataset);
  }

  @Test
  void landedTablesAreWholeAndHaveNoPartitionsOfTheUnifiedOne() throws SQLException, IOException {
    SchemaRun run = shop("whole");

    run.publish(
        MERGE,
        "--set",
        "target.bigquery.partition-column=day",
        "--set",
        "target.bigquery.cluster=id");

    assertThat(bigQuery.query(TABLES.formatted("whole")))
        .containsExactly(
            texts("island"), texts("product"), texts("unified"), texts("unified_manifest"));
    assertThat(bigQuery.query("SELECT sku, price FROM whole.product ORDER BY sku"))
        .containsExactly(texts("a", "9.99"), texts("never sold", null));
    assertThat(bigQuery.query("SELECT a, b FROM whole.island ORDER BY a DESC"))
        .containsExactly(texts("1", "p"), texts("1", "p"), texts(null, null));
    assertThat(bigQuery.query("SELECT COUNT(*) FROM whole.unified")).containsExactly(texts("3"));
    var product = bigQuery.send("GET", "datasets/whole/tables/product").body();
    assertThat(product.path("description").asText()).isEqualTo("All that was ever sold");
    assertThat(product.at("/schema/fields/1/description").asText()).isEqualTo("before tax");
    assertThat(product.path("labels").path("created-by").asText())
        .isEqualTo("shopsphere-warehouse");
    assertThat(product.has("timePartitioning")).isFalse();
    assertThat(run.manifest()).contains("\"landed\"", "\"island\"");
  }

  @Test
  void theyAreReplacedAlsoByARunThatAppends() throws SQLException {
    SchemaRun run = shop("appended");
    run.publish(MERGE);
    run.execute(
        "DELETE FROM line",
        "INSERT INTO line VALUES (4, 'a', NULL)",
        "INSERT INTO product VALUES ('new', 1)");

    run.publish(MERGE, "--set", "target.bigquery.write-disposition=append");

    assertThat(bigQuery.query("SELECT COUNT(*), MAX(id) FROM appended.unified"))
        .containsExactly(texts("4", "4"));
    assertThat(bigQuery.query("SELECT sku FROM appended.product ORDER BY sku"))
        .containsExactly(texts("a"), texts("never sold"), texts("new"));
  }

  @Test
  void noneIsPublishedIfTheUnifiedOneIsRefused() throws SQLException {
    SchemaRun run = shop("refused");
    run.publish(MERGE);
    run.execute("DELETE FROM line WHERE id > 1", "INSERT INTO product VALUES ('new', 1)");

    SchemaRun.Outcome outcome = run.run(MERGE);

    assertThat(outcome.message())
        .contains(here("Cannot publish test.refused.unified: it has 3 rows"));
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.VERIFICATION.code());
    assertThat(bigQuery.query("SELECT COUNT(*) FROM refused.product")).containsExactly(texts("2"));
    assertThat(bigQuery.query(TABLES.formatted("refused")))
        .containsExactly(
            texts("island"), texts("product"), texts("unified"), texts("unified_manifest"));
  }

  @Test
  void aLandedTableThatSomebodyElseMadeIsLeftAlone() throws SQLException {
    SchemaRun run = shop("foreign");
    bigQuery.query("CREATE TABLE `foreign`.product (colour STRING)");

    SchemaRun.Outcome outcome = run.run(MERGE);

    assertThat(outcome.message())
        .contains(
            here("Cannot publish test.foreign.product: its columns are not those of the run"));
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.TARGET.code());
    assertThat(bigQuery.query(TABLES.formatted("`foreign`"))).containsExactly(texts("product"));
  }

  private static List<@Nullable String> texts(@Nullable String... values) {
    return Arrays.asList(values);
  }

  /** A message in which the emulator's project stands for the one that the tests run in. */
  private static String here(String message) {
    return message.replace("test.", bigQuery.project() + ".");
  }
}
