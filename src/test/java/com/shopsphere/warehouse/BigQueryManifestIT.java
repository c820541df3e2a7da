package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.shopsphere.warehouse.failure.ExitCode;
import com.shopsphere.warehouse.testing.SchemaRun;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.bigquery.BigQueryEmulator;
import com.shopsphere.warehouse.testing.bigquery.BigQueryServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** The manifest as a table of BigQuery, where the marts read it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class BigQueryManifestIT {

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

  private SchemaRun source(String dataset) throws SQLException {
    bigQuery.createDataset(dataset);
    return SchemaRun.create(
            Servers.mariadb(),
            directory,
            "CREATE TABLE line (id INT PRIMARY KEY, `it's \\ @document é` INT)",
            "INSERT INTO line VALUES (1, 10), (2, 20)")
        .into(bigQuery, dataset);
  }

  @Test
  void itHoldsTheTextOfTheFileAndTheInstantOfTheSnapshot() throws SQLException, IOException {
    SchemaRun run = source("told");

    run.publish(
        MERGE,
        "--set",
        "target.bigquery.labels.team=sales",
        "--set",
        "target.bigquery.options.makesTheManifestLong=" + "x".repeat(1_000_000));

    assertThat(run.manifest()).contains("it's \\\\ @document é").hasSizeGreaterThan(1_000_000);
    assertThat(bigQuery.query("SELECT document, snapshot_at FROM told.unified_manifest"))
        .containsExactly(List.of(run.manifest(), microseconds(instant(run))));
    JsonNode table = bigQuery.send("GET", "datasets/told/tables/unified_manifest").body();
    assertThat(table.path("description").asText())
        .isEqualTo("The manifest of the last run that published unified.");
    assertThat(table.at("/schema/fields/0/description").asText())
        .isEqualTo("The manifest, as JSON.");
    assertThat(table.at("/schema/fields/1/description").asText())
        .startsWith("The instant of the source that the rows of the run show");
    assertThat(table.path("labels"))
        .isEqualTo(bigQuery.send("GET", "datasets/told/tables/unified").body().path("labels"))
        .hasSize(3);
  }

  @Test
  void everyRunReplacesItWhateverBecomesOfTheOtherRows() throws SQLException, IOException {
    SchemaRun run = source("replaced");
    run.publish(MERGE);
    run.execute("DELETE FROM line WHERE id = 2", "UPDATE line SET id = 3");

    run.publish(
        MERGE,
        "--set",
        "target.bigquery.write-disposition=append",
        "--set",
        "source.snapshot.lock=none");

    assertThat(bigQuery.query("SELECT COUNT(*) FROM replaced.unified"))
        .containsExactly(List.of("3"));
    assertThat(manifest(run).path("rows").asInt()).as("of the last run alone").isEqualTo(1);
    assertThat(manifest(run).at("/snapshot/method").asText()).isEqualTo("none");
    assertHeld(run);
    bigQuery.query("DROP TABLE replaced.unified");
    run.publish(MERGE, "--set", "target.bigquery.write-disposition=empty");
    assertHeld(run);
  }

  private static void assertHeld(SchemaRun run) throws IOException {
    assertThat(bigQuery.query("SELECT document, snapshot_at FROM replaced.unified_manifest"))
        .containsExactly(List.of(run.manifest(), microseconds(instant(run))));
  }

  @Test
  void aTableOfItsNameThatSomebodyElseMadeIsLeftAlone() throws SQLException {
    SchemaRun run = source("held");
    bigQuery.query("CREATE TABLE held.unified_manifest (document STRING)");
    bigQuery.query("INSERT INTO held.unified_manifest VALUES ('a bill of lading')");

    SchemaRun.Outcome outcome = run.run(MERGE);

    assertThat(outcome.message())
        .contains(
            "Cannot publish %s.held.unified_manifest: its columns are not those of the run"
                .formatted(bigQuery.project()),
            "added: snapshot_at TIMESTAMP");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.TARGET.code());
    assertThat(outcome.log()).noneMatch(line -> line.contains("snapshot "));
    assertThat(bigQuery.query("SELECT document FROM held.unified_manifest"))
        .containsExactly(List.of("a bill of lading"));
    assertThat(bigQuery.query(TABLES.formatted("held")))
        .containsExactly(List.of("unified_manifest"));
  }

  @Tag("emulator")
  @Test
  void aPermissionToReplaceItThatIsMissingIsNamedBeforeARowIsRead() throws SQLException {
    SchemaRun run = source("denied");
    bigQuery.query("CREATE TABLE denied.unified_manifest (document STRING, snapshot_at TIMESTAMP)");
    var emulator = (BigQueryEmulator) bigQuery;
    emulator.denyPermissions("bigquery.tables.update");

    SchemaRun.Outcome outcome = run.run(MERGE);
    emulator.denyPermissions();

    assertThat(outcome.message())
        .contains(
            "Cannot publish test.denied.unified_manifest: on test.denied.unified_manifest the permission bigquery.tables.update is missing;");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.TARGET.code());
    assertThat(bigQuery.query(TABLES.formatted("denied")))
        .containsExactly(List.of("unified_manifest"));
  }

  private static JsonNode manifest(SchemaRun run) throws IOException {
    return new ObjectMapper().readTree(run.manifest());
  }

  private static Instant instant(SchemaRun run) throws IOException {
    return Instant.parse(manifest(run).at("/snapshot/instant").asText());
  }

  private static String microseconds(Instant instant) {
    return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
  }
}
