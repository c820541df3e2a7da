package com.shopsphere.warehouse.marts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.shopsphere.warehouse.testing.Submission;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How submit/marts.sh ends where it cannot build: one sentence, and an exit code that is not 0. */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class MartsFailuresIT {

  @TempDir private Path directory;
  private Marts marts;

  @BeforeEach
  void publishFilesThatNobodyReads() throws IOException {
    Path published = Files.createDirectories(directory.resolve("what is published"));
    Files.createFile(published.resolve("order_line.parquet"));
    Files.createFile(published.resolve("order_line.manifest.json"));
    marts = new Marts(directory.resolve("marts"), published);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DBT_MARTS_TARGET | snowflake | Invalid DBT_MARTS_TARGET: expected duckdb or bigquery, found 'snowflake'.",
        "DBT_MARTS_TARGET | bigquery | Missing DBT_MARTS_BIGQUERY_PROJECT: expected the project to build in, as DBT_MARTS_TARGET is bigquery.",
        "DBT_MARTS_MAX_AGE_DAYS | soon | Invalid DBT_MARTS_MAX_AGE_DAYS: expected a number of days from 1, found 'soon'.",
        "DBT_MARTS_MAX_AGE_DAYS | 0 | Invalid DBT_MARTS_MAX_AGE_DAYS: expected a number of days from 1, found '0'.",
        "DBT_MARTS_DUCKDB | /tmp/other.duckdb | Invalid DBT_MARTS_DUCKDB: expected a file named marts.duckdb, found '/tmp/other.duckdb'.",
        "DBT_MARTS_PUBLISHED | /nowhere | Invalid DBT_MARTS_PUBLISHED: expected a directory with order_line.parquet, which 'submit/local.sh run' publishes, found '/nowhere'."
      })
  void aWrongSettingIsNamedBeforeAnythingIsDone(String name, String value, String sentence)
      throws IOException, InterruptedException {
    Outcome outcome = marts.run(Map.of(name, value));

    assertThat(outcome.errors()).containsExactly(sentence);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.output()).isEmpty();
    assertThat(marts.artifacts()).doesNotExist();
  }

  @Test
  void aPublicationWithoutAManifestIsNone() throws IOException, InterruptedException {
    Files.delete(marts.published().resolve("order_line.manifest.json"));

    Outcome outcome = marts.run();

    assertThat(outcome.errors())
        .containsExactly(
            "Invalid DBT_MARTS_PUBLISHED: expected a directory with order_line.manifest.json, which 'submit/local.sh run' publishes, found '%s'."
                .formatted(marts.published()));
    assertThat(outcome.exitCode()).isEqualTo(2);
  }

  @Test
  void anUnknownCommandIsAnsweredByThoseThatThereAre() throws IOException, InterruptedException {
    Outcome outcome = marts.run("bild");

    assertThat(outcome.errors()).first().asString().startsWith("Usage: submit/marts.sh [COMMAND]");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(marts.run("--help").exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere/python3.11", "/bin/false"})
  void withoutAPython311NothingIsInstalled(String python) throws IOException, InterruptedException {
    Path project = projectWithoutRequirements();

    Outcome outcome = run(project, Map.of("PYTHON", python));

    assertThat(outcome.errors())
        .containsExactly(
            "Cannot use PYTHON=%s: expected a Python 3.11 for the marts.".formatted(python));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(project.resolve("dbt/.venv")).doesNotExist();
  }

  @Test
  void anInstallationThatWasBrokenOffIsMadeAnew() throws IOException, InterruptedException {
    Path project = projectWithoutRequirements();
    Path environment = Files.createDirectories(project.resolve("dbt/.venv"));
    Files.createFile(environment.resolve("unfinished"));
    Path broken = Files.createDirectories(environment.resolve("bin")).resolve("python");
    Files.createFile(broken).toFile().setExecutable(true);
    Files.createFile(environment.resolve("left-over"));

    Outcome outcome = run(project, Map.of());

    assertThat(outcome.errors())
        .first()
        .isEqualTo("Installing requirements.txt below dbt/.venv ...");
    assertThat(environment.resolve("unfinished")).doesNotExist();
    assertThat(environment.resolve("left-over")).doesNotExist();
    assertThat(environment.resolve("requirements.txt")).isRegularFile();
    assertThat(run(project, Map.of()).errors()).noneMatch(line -> line.startsWith("Installing"));
  }

  /** The script, with nothing to install: dbt itself is missing then. */
  private Path projectWithoutRequirements() throws IOException {
    Path project = directory.resolve("a project");
    Files.createDirectories(project.resolve("submit"));
    Files.copy(Marts.SCRIPT, project.resolve("submit/marts.sh"));
    Files.createDirectories(project.resolve("dbt"));
    Files.writeString(project.resolve("dbt/requirements.txt"), "# Nothing.\n");
    return project;
  }

  private Outcome run(Path project, Map<String, String> environment)
      throws IOException, InterruptedException {
    try (Submission submission =
        marts.start(project.resolve("submit/marts.sh"), environment, "dbt", "--version")) {
      return submission.await();
    }
  }

  @Test
  void aSnapshotThatIsTooOldStopsTheBuild() throws Exception {
    Marts built = BuiltMarts.fifteenTables().ready().marts().copiedTo(directory.resolve("copy"));
    String instant = manifest(built).at("/snapshot/instant").asText();
    Marts stale =
        built.claiming(instant, Instant.parse(instant).minus(60, ChronoUnit.HOURS).toString());

    Outcome outcome = stale.run(Map.of("DBT_MARTS_MAX_AGE_DAYS", "2"));

    assertThat(outcome.exitCode()).isOne();
    assertThat(outcome.output())
        .contains("ERROR STALE freshness of shopsphere.order_line_manifest");
    assertThat(outcome.errors())
        .containsExactly(
            "Cannot build the marts: expected a snapshot of the last 2 days (DBT_MARTS_MAX_AGE_DAYS), found what is said above.");
    assertThat(stale.artifacts().resolve("run_results.json")).doesNotExist();
    assertThat(
            stale
                .run(Map.of("DBT_MARTS_MAX_AGE_DAYS", "3"), "dbt", "source", "freshness")
                .exitCode())
        .isZero();
  }

  @Test
  void aSumThatIsACentOffTheSourceFailsTheBuild() throws Exception {
    Marts built = BuiltMarts.fifteenTables().ready().marts().copiedTo(directory.resolve("copy"));
    String revenue = "";
    for (JsonNode check : manifest(built).path("checks")) {
      if (check.path("name").asText().equals("sum of order_total_amount_allocated")) {
        revenue = check.path("expected").asText();
      }
    }
    Marts other =
        built.claiming(revenue, new BigDecimal(revenue).add(new BigDecimal("0.01")).toString());

    Outcome outcome =
        other.run("dbt", "build", "--select", "stg_shopsphere__manifest", "fct_order_line");

    assertThat(outcome.exitCode()).isOne();
    assertThat(other.statuses().entrySet())
        .filteredOn(status -> status.getValue().equals("fail"))
        .isNotEmpty()
        .allMatch(status -> status.getKey().contains("_sum_of_order_total_amount_allocated__"));
  }

  private static JsonNode manifest(Marts marts) throws IOException {
    return Marts.json(marts.published().resolve("order_line.manifest.json"));
  }

  @Test
  void aSignalEndsTheBuildWithTheScript() throws Exception {
    Marts built = BuiltMarts.fifteenTables().ready().marts().copiedTo(directory.resolve("copy"));

    try (Submission submission = built.start(Marts.SCRIPT, Map.of(), "dbt", "build")) {
      submission.awaitOutput("Concurrency:");
      submission.terminate();
      Outcome outcome = submission.await();

      assertThat(outcome.exitCode()).isEqualTo(143);
      assertThat(outcome.errors())
          .contains(
              "Cannot go on: stopped by a signal. The next build takes up what this one left.");
    }
    // As dbt has let go of the file.
    assertThat(built.rows("SELECT count(*) > 0 AS there FROM fct_order"))
        .containsExactly("there=true");
  }
}
