package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.shopsphere.warehouse.failure.ExitCode;
import com.shopsphere.warehouse.testing.SchemaRun;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.bigquery.BigQueryEmulator;
import com.shopsphere.warehouse.testing.bigquery.BigQueryServer;
import com.shopsphere.warehouse.testing.bigquery.RestProxy;
import com.shopsphere.warehouse.testing.bigquery.SilentServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of the published table if something fails: it is as it was, to its time of change,
 * and the next run publishes each row once.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class BigQueryFaultsIT {

  private static final String MERGE = "grain = line";
  private static final String JOBS = "/bigquery/.+/jobs";
  private static final String STAGING = "/bigquery/.+/tables/unified__run_[0-9a-z_]+";
  private static final String PUBLISH = "_publish_1";

  private static BigQueryServer bigQuery;
  private static int datasets;

  @TempDir private Path directory;
  private RestProxy proxy;
  private String dataset;
  private SchemaRun run;
  private JsonNode before;

  @BeforeAll
  static void start() {
    bigQuery = BigQueryServer.start();
  }

  @AfterAll
  static void stop() throws IOException {
    bigQuery.close();
  }

  /** A table of two rows is published, and the source has changed since. */
  @BeforeEach
  void publish() throws SQLException {
    proxy = RestProxy.start(bigQuery.httpEndpoint());
    dataset = "faults_" + ++datasets;
    bigQuery.createDataset(dataset);
    run =
        SchemaRun.create(
                Servers.mariadb(),
                directory,
                "CREATE TABLE line (id INT PRIMARY KEY, day DATE, text LONGTEXT)",
                "INSERT INTO line VALUES (1, '2024-02-29', 'old'), (2, NULL, 'old')")
            .into(bigQuery, dataset);
    run.publish(MERGE);
    before = table();
    run.execute("UPDATE line SET id = id + 10, text = 'new'");
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  private JsonNode table() {
    return bigQuery.send("GET", "datasets/%s/tables/unified".formatted(dataset)).body();
  }

  private SchemaRun.Outcome faulty(String... settings) {
    List<String> arguments = new ArrayList<>();
    Stream.concat(Stream.of("endpoints.api=" + proxy.endpoint()), Stream.of(settings))
        .forEach(setting -> arguments.addAll(List.of("--set", "target.bigquery." + setting)));
    return run.run(MERGE, arguments.toArray(String[]::new));
  }

  private String qualified() {
    return bigQuery.project() + "." + dataset;
  }

  private void assertNothingChanged() {
    assertThat(rows()).containsExactly(List.of("1", "old"), List.of("2", "old"));
    assertThat(table().path("lastModifiedTime")).isEqualTo(before.path("lastModifiedTime"));
    assertThat(table().path("schema")).isEqualTo(before.path("schema"));
  }

  private void assertNothingIsLeft() {
    assertThat(
            bigQuery.query(
                "SELECT table_name FROM %s.INFORMATION_SCHEMA.TABLES".formatted(dataset)))
        .containsExactlyInAnyOrder(List.of("unified"), List.of("unified_manifest"));
    assertThat(directory).isDirectoryNotContaining("glob:**unified-*");
  }

  private void assertTheNextRunPublishes(String... settings) {
    proxy.clear();
    SchemaRun.Outcome outcome = faulty(settings);
    assertThat(outcome.exitCode()).as(() -> String.join("\n", outcome.log())).isZero();
    assertNew();
  }

  private void assertNew() {
    assertThat(rows()).containsExactly(List.of("11", "new"), List.of("12", "new"));
  }

  private List<List<@Nullable String>> rows() {
    return bigQuery.query("SELECT id, text FROM %s.unified ORDER BY id".formatted(dataset));
  }

  @Test
  void aProjectThatDoesNotExistIsNamedWithItsSetting() {
    proxy
        .on("GET", "/bigquery/.+/datasets/[a-z_0-9]+")
        .answer(404, "notFound", "Not found: Project nobodys-project");

    SchemaRun.Outcome outcome = faulty("project=nobodys-project");

    assertThat(outcome.message())
        .contains("there is no such project (target.bigquery.project", "nobodys-project");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.TARGET.code());
    assertNothingChanged();
    assertNothingIsLeft();
  }

  @Test
  void aLocationThatIsNotTheDatasetsIsNamedWithItsSetting() {
    SchemaRun.Outcome outcome = faulty("location=europe-west1");

    assertThat(outcome.message())
        .contains("target.bigquery.location", "europe-west1", bigQuery.location());
    assertThat(outcome.log()).noneMatch(line -> line.contains("snapshot"));
    assertThat(outcome.exitCode()).isNotZero();
    assertNothingChanged();
    assertNothingIsLeft();
  }

  @Test
  void aTokenThatIsRefusedIsNamedAndNotShown() {
    proxy.on(".*", ".*").answer(401, "authError", "Invalid Credentials");

    SchemaRun.Outcome outcome = faulty();

    assertThat(outcome.message())
        .contains("does not accept the token (target.bigquery.access-token)");
    assertThat(outcome.log()).noneMatch(line -> line.contains(bigQuery.token()));
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.TARGET.code());
    assertNothingChanged();
    assertNothingIsLeft();
  }

  @Test
  void aTokenThatEndsDuringTheRunLeavesTheTableAlone() {
    proxy.on("POST", JOBS).holding("_check_").answer(401, "authError", "Invalid Credentials");

    SchemaRun.Outcome outcome = faulty();

    assertThat(outcome.message())
        .contains("does not accept the token (target.bigquery.access-token)");
    assertNothingChanged();
    assertNothingIsLeft();
    assertTheNextRunPublishes();
  }

  @Test
  void aStagingTableThatIsDeletedWhenTheWriteBeginsPublishesNothingElse() {
    proxy.on("GET", STAGING).time(1).run(this::deleteStaging);

    SchemaRun.Outcome outcome = faulty("timeout=30s");

    if (outcome.exitCode() != 0) {
      assertThat(outcome.message()).contains("Cannot write to");
      assertNothingChanged();
    }
    assertNothingIsLeft();
    assertTheNextRunPublishes();
  }

  @Test
  void aStagingTableThatIsDeletedAfterTheWriteIsMissed() {
    proxy.on("POST", JOBS).holding("_check_").time(1).run(this::deleteStaging);

    SchemaRun.Outcome outcome = faulty();

    assertThat(outcome.message()).contains("Cannot check the rows in " + qualified());
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.TARGET.code());
    assertNothingChanged();
    assertNothingIsLeft();
    assertTheNextRunPublishes();
  }

  @Test
  void aStagingTableThatIsDeletedBeforeThePublicationIsMissed() {
    proxy.on("POST", JOBS).holding(PUBLISH).time(1).run(this::deleteStaging);

    SchemaRun.Outcome outcome = faulty();

    assertThat(outcome.message()).contains("Cannot copy " + qualified());
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.TARGET.code());
    assertNothingChanged();
    assertNothingIsLeft();
    assertTheNextRunPublishes();
  }

  private void deleteStaging() {
    bigQuery
        .query(
            "SELECT table_name FROM %s.INFORMATION_SCHEMA.TABLES WHERE table_name LIKE '%%run%%'"
                .formatted(dataset))
        .forEach(
            row -> bigQuery.send("DELETE", "datasets/%s/tables/%s".formatted(dataset, row.get(0))));
  }

  @Tag("emulator")
  @ParameterizedTest
  @ValueSource(strings = {"write", "check", "publish"})
  void aBigQueryThatEndsLeavesTheTableAlone(String step) {
    var emulator = (BigQueryEmulator) bigQuery;
    switch (step) {
      case "write" -> proxy.on("GET", STAGING).time(1).run(emulator::kill);
      case "check" -> proxy.on("POST", JOBS).holding("_check_").time(1).run(emulator::kill);
      default -> proxy.on("POST", JOBS).holding(PUBLISH).time(1).run(emulator::kill);
    }

    SchemaRun.Outcome outcome = faulty("timeout=30s", "retry-time=2s");
    emulator.restart();

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.TARGET.code());
    assertThat(outcome.log())
        .anyMatch(line -> line.contains("removes itself after") && line.contains("'clean'"));
    assertNothingChanged();
    assertTheNextRunPublishes();
  }

  @Test
  void aWriteEndpointThatNeverAnswersIsGivenUp() throws IOException {
    try (SilentServer silent = SilentServer.start()) {
      SchemaRun.Outcome outcome =
          faulty("endpoints.write=localhost:" + silent.port(), "timeout=8s");

      assertThat(outcome.message())
          .contains(
              "the connector is not done after PT8S (target.bigquery.timeout)",
              "localhost:%d (target.bigquery.endpoints.write)".formatted(silent.port()));
      assertThat(outcome.exitCode()).isEqualTo(ExitCode.TARGET.code());
      assertThat(silent.connections()).isPositive();
    }
    assertNothingChanged();
    assertNothingIsLeft();
    assertTheNextRunPublishes();
  }

  @Test
  void requestsThatAreThrottledOrFailForAMomentAreSentAgain() {
    proxy.on("POST", JOBS).time(1, 3).answer(429, "rateLimitExceeded", "Exceeded rate limits");
    proxy.on("GET", JOBS + "/.+").time(1).answer(503, "backendError", "Try again");
    proxy.on("POST", "/bigquery/.+/tables").time(1).answer(500, "internalError", "Try again");
    proxy.on("PATCH", ".+/tables/unified").time(1).answer(502, "", "Bad gateway");

    SchemaRun.Outcome outcome = faulty("retry-time=20s");

    assertThat(outcome.exitCode()).as(() -> String.join("\n", outcome.log())).isZero();
    assertNew();
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void aBigQueryThatCannotPublishForLongIsGivenUp(int status) {
    proxy
        .on("POST", JOBS)
        .holding(PUBLISH)
        .answer(status, status == 429 ? "rateLimitExceeded" : "backendError", "Try again");

    SchemaRun.Outcome outcome = faulty("retry-time=2s");

    assertThat(outcome.message())
        .contains("copy " + qualified(), "(target.bigquery.retry-time): Try again");
    assertThat(proxy.requests().stream().filter(r -> r.body().contains(PUBLISH)).count())
        .isGreaterThan(2);
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.TARGET.code());
    assertNothingChanged();
    assertNothingIsLeft();
    assertTheNextRunPublishes();
  }

  @Test
  void aPublicationWhoseAnswerIsLostIsDoneOnce() {
    proxy.on("POST", JOBS).holding(PUBLISH).time(1).dropAfter();

    SchemaRun.Outcome outcome = faulty("write-disposition=append");

    assertThat(outcome.exitCode()).as(() -> String.join("\n", outcome.log())).isZero();
    assertThat(rows())
        .containsExactly(
            List.of("1", "old"), List.of("2", "old"), List.of("11", "new"), List.of("12", "new"));
    assertNothingIsLeft();
  }

  @Test
  void anAppendThatIsRunAgainBecauseItsOutcomeWasNotLearntIsRefused() {
    proxy.on("POST", JOBS).holding(PUBLISH).dropAfter();
    proxy.on("GET", JOBS + "/.+" + PUBLISH).dropBefore();

    SchemaRun.Outcome unknown = faulty("write-disposition=append", "retry-time=2s");
    proxy.clear();
    SchemaRun.Outcome again = faulty("write-disposition=append");

    assertThat(unknown.message()).contains("Cannot learn whether the job");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.TARGET.code());
    assertThat(again.message())
        .contains("2 of the 2 rows have a key (id) that is there already, and would be doubled");
    assertThat(again.exitCode()).isEqualTo(ExitCode.VERIFICATION.code());
    assertThat(rows())
        .containsExactly(
            List.of("1", "old"), List.of("2", "old"), List.of("11", "new"), List.of("12", "new"));
  }

  @Test
  void aManifestThatCannotBeWrittenAfterThePublicationLeavesTheOneBefore() throws IOException {
    List<List<@Nullable String>> old = manifests();
    String file = run.manifest();
    proxy
        .on("POST", JOBS)
        .holding("_manifest_1")
        .answer(429, "rateLimitExceeded", "Exceeded rate limits");

    SchemaRun.Outcome outcome = faulty("retry-time=2s");

    assertThat(outcome.message())
        .contains(
            "Cannot write the manifest %s.unified_manifest: ".formatted(qualified()),
            "Exceeded rate limits. The table %s.unified was published.".formatted(qualified()));
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.TARGET.code());
    assertNew();
    assertThat(manifests()).isEqualTo(old);
    assertThat(run.manifest()).isEqualTo(file);
    assertNothingIsLeft();
    assertTheNextRunPublishes();
    assertThat(manifests()).hasSize(1).isNotEqualTo(old);
  }

  private List<List<@Nullable String>> manifests() {
    return bigQuery.query(
        "SELECT document, snapshot_at FROM %s.unified_manifest".formatted(dataset));
  }

  @Test
  void aRowThatIsTooLongForBigQueryIsRefused() throws SQLException {
    run.execute("UPDATE line SET text = REPEAT('x', 11 * 1024 * 1024) WHERE id = 11");

    SchemaRun.Outcome outcome = faulty("timeout=60s");

    assertThat(outcome.message()).contains("Cannot write to " + qualified());
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.TARGET.code());
    assertNothingChanged();
    assertNothingIsLeft();
    run.execute("UPDATE line SET text = 'new'");
    assertTheNextRunPublishes();
  }

  @Test
  void aDateBeforeBigQuerysFirstIsRefused() throws SQLException {
    run.execute("UPDATE line SET day = '0000-06-15' WHERE id = 11");

    SchemaRun.Outcome outcome = faulty();

    assertThat(outcome.message()).contains("day");
    assertThat(outcome.exitCode()).isNotZero();
    assertNothingChanged();
    assertNothingIsLeft();
  }
}
