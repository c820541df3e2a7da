package com.shopsphere.warehouse.submit;

import static com.shopsphere.warehouse.submit.SubmitSettings.RELEASE;
import static com.shopsphere.warehouse.submit.SubmitSettings.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** What a real Airflow makes of {@code submit/airflow}, in several environments. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class AirflowDagIT {

  private static final String STAGING = "WAREHOUSE_TARGET_BIGQUERY_STAGING_PATH";
  private static final Map<String, String> SETTINGS =
      Map.of(
          "SUBMIT_PROJECT",
          "my-project",
          "SUBMIT_REGION",
          "europe-west1",
          "SUBMIT_SERVICE_ACCOUNT",
          "job@my-project.iam.gserviceaccount.com",
          "SUBMIT_RELEASE",
          RELEASE,
          STAGING,
          "gs://my-staging/warehouse/");
  private static final String RUN_ID = "20261123_091500_[0-9a-f]{6}";

  @TempDir private static Path directory;
  private static JsonNode whole;
  private static JsonNode single;
  private static JsonNode everything;
  private static JsonNode refused;

  @BeforeAll
  static void importTheDag() throws IOException, InterruptedException {
    JsonNode answers =
        GoogleMessages.read(
            directory,
            "dags",
            Map.of(
                "folder", StandInGcloud.SCRIPTS.resolve("airflow").toString(),
                "environments",
                    List.of(
                        SETTINGS,
                        with(SETTINGS, Map.of("SUBMIT_STEPS", "single")),
                        withEverything(),
                        with(SETTINGS, Map.of("SUBMIT_RELEASE", "")),
                        with(SETTINGS, Map.of("SUBMIT_TTL", "soon")),
                        with(SETTINGS, Map.of("SUBMIT_STEPS", "some")),
                        with(SETTINGS, Map.of("SUBMIT_FILES", "/etc/hosts")),
                        with(SETTINGS, Map.of("WAREHOUSE_SOURCE_PASSWORD", "s3cret")))));
    whole = answers.get(0);
    single = answers.get(1);
    everything = answers.get(2);
    refused = answers;
  }

  private static Map<String, String> withEverything() {
    Map<String, String> settings = new HashMap<>(with(SubmitSettings.OPTIONAL, SETTINGS));
    settings.put("SUBMIT_SCHEDULE", "30 4 * * *");
    settings.put("SUBMIT_TIME_ZONE", "Europe/Berlin");
    settings.put("DBT_MARTS_BIGQUERY_DATASET", "my_marts");
    return settings;
  }

  private static JsonNode dag(JsonNode answer) {
    assertThat(answer.get("importErrors")).isEmpty();
    return answer.at("/dags/shopsphere_warehouse");
  }

  private static JsonNode task(JsonNode answer, String id) {
    return dag(answer).get("tasks").get(id);
  }

  private static List<String> arguments(JsonNode request) {
    return GoogleMessages.JSON.convertValue(
        request.at("/batch/sparkBatch/args"),
        GoogleMessages.JSON.getTypeFactory().constructCollectionType(List.class, String.class));
  }

  @Test
  void theJobIsFollowedByTheManifestAndTheMarts() {
    assertThat(dag(whole).get("tasks")).hasSize(3);
    assertThat(task(whole, "run").get("downstream")).hasToString("[\"manifest\"]");
    assertThat(task(whole, "manifest").get("downstream")).hasToString("[\"marts\"]");
    assertThat(task(whole, "marts").get("downstream")).isEmpty();
  }

  @Test
  void theStepsFollowEachOther() {
    assertThat(dag(single).get("tasks")).hasSize(5);
    assertThat(task(single, "extract").get("downstream")).hasToString("[\"merge\"]");
    assertThat(task(single, "merge").get("downstream")).hasToString("[\"load\"]");
    assertThat(task(single, "load").get("downstream")).hasToString("[\"manifest\"]");
    assertThat(task(single, "manifest").get("downstream")).hasToString("[\"marts\"]");
  }

  @Test
  void onlyOneRunIsUnderWayAndItHasADeadline() {
    JsonNode dag = dag(whole);

    assertThat(dag.get("maxActiveRuns").asInt()).isOne();
    assertThat(dag.get("catchup").asBoolean()).isFalse();
    assertThat(dag.get("timeoutSeconds").asInt()).isEqualTo(8 * 3600);
    assertThat(dag.get("schedule").asText()).isEqualTo("0 3 * * *");
    assertThat(dag(everything).get("schedule").asText()).isEqualTo("30 4 * * *");
    assertThat(dag(everything).get("timeZone").asText()).isEqualTo("Europe/Berlin");
  }

  @Test
  void batchesAreWaitedForWithoutAWorkerAndTriedAgain() {
    for (String id : List.of("extract", "merge", "load", "marts")) {
      JsonNode task = task(single, id);
      assertThat(task.get("deferrable").asBoolean()).as(id).isTrue();
      assertThat(task.get("retries").asInt()).as(id).isEqualTo(2);
      assertThat(task.get("timeoutSeconds").asInt()).as(id).isEqualTo(4 * 3600 + 1800);
    }
  }

  @Test
  void nothingButTheManifestsLocationIsHandedOn() {
    String manifest = "gs://my-staging/warehouse/order_line.manifest.json";

    assertThat(task(single, "manifest").get("returns").asText()).isEqualTo(manifest);
    dag(single)
        .get("tasks")
        .properties()
        .forEach(
            task ->
                assertThat(task.getValue().get("pushesXCom").asBoolean())
                    .as(task.getKey())
                    .isEqualTo(task.getKey().equals("manifest")));
    assertThat(task(single, "load").get("outlets")).hasToString("[\"%s\"]".formatted(manifest));
  }

  @Test
  void stepsShareOneRunIdInAllTheirAttempts() {
    String runId = arguments(task(single, "extract").at("/attempts/0")).get(4);

    assertThat(runId).matches(RUN_ID);
    for (String step : List.of("extract", "merge", "load")) {
      for (int attempt = 0; attempt < 2; attempt++) {
        JsonNode request = task(single, step).get("attempts").get(attempt);
        assertThat(arguments(request))
            .containsExactly(
                "run", "--only", step, "--run-id", runId, "--config", "warehouse.conf");
        assertThat(request.get("batchId").asText())
            .isEqualTo("shopsphere-%s-%s-%d".formatted(runId.replace('_', '-'), step, attempt + 1));
      }
    }
  }

  @Test
  void eachAttemptOfAWholeRunIsARunOfItsOwn() {
    List<String> first = arguments(task(whole, "run").at("/attempts/0"));
    List<String> second = arguments(task(whole, "run").at("/attempts/1"));

    assertThat(first).startsWith("run", "--run-id").element(2).asString().matches(RUN_ID);
    assertThat(second.get(2)).matches(RUN_ID).isNotEqualTo(first.get(2));
  }

  @Test
  void theBatchIsTheOneThatTheScriptSubmits() throws IOException, InterruptedException {
    JsonNode ofTheDag = task(everything, "run").at("/attempts/0");
    StandInGcloud gcloud = new StandInGcloud(directory);
    Map<String, String> settings = with(SubmitSettings.all(), withEverything());
    Outcome outcome =
        gcloud.run(settings, "serverless.sh", "--", "run", "--run-id", arguments(ofTheDag).get(2));
    assertThat(outcome.errors()).hasSize(1);

    JsonNode ofTheScript = GoogleMessages.read(directory, "batch", gcloud.call());

    assertThat(ofTheDag.get("batch")).isEqualTo(ofTheScript.get("batch"));
  }

  @Test
  void theMartsAreBuiltFromTheSameRelease() {
    JsonNode batch = task(everything, "marts").at("/attempts/0/batch");

    assertThat(batch.at("/pysparkBatch/mainPythonFileUri").asText())
        .isEqualTo(RELEASE + "/marts_step.py");
    assertThat(batch.at("/pysparkBatch/fileUris/0").asText()).isEqualTo(RELEASE + "/marts.zip");
    assertThat(batch.at("/pysparkBatch/args"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(SubmitSettings.martsArguments("my_marts"));
    assertThat(batch.at("/runtimeConfig/properties"))
        .isEqualTo(
            GoogleMessages.JSON
                .createObjectNode()
                .put("spark.dynamicAllocation.maxExecutors", "2"));
  }

  @Test
  void aWrongSettingIsAnImportErrorThatNamesIt() {
    assertThat(importError(3)).contains("Missing SUBMIT_RELEASE: expected a value");
    assertThat(importError(4)).contains("Invalid SUBMIT_TTL: expected a number and s, m, h or d");
    assertThat(importError(5)).contains("Invalid SUBMIT_STEPS: expected whole or single");
    assertThat(importError(6)).contains("Invalid SUBMIT_FILES", "found '/etc/hosts'");
    assertThat(importError(7))
        .contains("Cannot pass on WAREHOUSE_SOURCE_PASSWORD")
        .doesNotContain("s3cret");
  }

  /** Google's messages are what the batches of all other tests here were read into. */
  @Test
  void aFieldThatGoogleDoesNotKnowFails() throws IOException, InterruptedException {
    String dag = Files.readString(StandInGcloud.SCRIPTS.resolve("airflow/shopsphere_dag.py"));
    Path folder = Files.createDirectory(directory.resolve("other"));
    Files.writeString(
        folder.resolve("other_dag.py"), dag.replace("\"service_account\"", "\"account\""));

    Outcome outcome =
        GoogleMessages.attempt(
            directory,
            "dags",
            Map.of("folder", folder.toString(), "environments", List.of(SETTINGS)));

    assertThat(outcome.exitCode()).isNotZero();
    assertThat(String.join("\n", outcome.errors())).contains("account");
  }

  private static String importError(int environment) {
    assertThat(refused.get(environment).get("dags")).isEmpty();
    return refused.get(environment).at("/importErrors/shopsphere_dag.py").asText();
  }
}
