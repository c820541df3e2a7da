package com.shopsphere.warehouse.submit;

import static com.shopsphere.warehouse.submit.ScheduledWorkflow.OPTIONAL;
import static com.shopsphere.warehouse.submit.ScheduledWorkflow.SETTINGS;
import static com.shopsphere.warehouse.submit.SubmitSettings.RELEASE;
import static com.shopsphere.warehouse.submit.SubmitSettings.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** The steps of the workflow do on a cluster what {@code submit/serverless.sh} does without one. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class WorkflowStepsIT {

  /** Settings that mean the same to both scripts, the defaults of one of them said aloud. */
  private static final Map<String, String> SAME =
      with(
          with(SETTINGS, OPTIONAL),
          Map.of(
              "SUBMIT_EXECUTORS", "7",
              "SUBMIT_SECRETS_PROJECT", "my-secrets",
              "SUBMIT_JAR", RELEASE + "/shopsphere-warehouse.jar",
              "SUBMIT_CONFIG", RELEASE + "/warehouse.conf",
              "WAREHOUSE_TARGET_BIGQUERY_PROJECT", "my-data",
              "WAREHOUSE_TARGET_BIGQUERY_DATASET", "shop",
              "WAREHOUSE_SOURCE_PASSWORD_ALIAS", "reader-password"));

  /** What a cluster must be told, and a batch need not. */
  private static final List<String> OF_CLUSTERS =
      List.of(
          "spark.submit.deployMode",
          "spark.yarn.maxAppAttempts",
          "spark.yarn.appMasterEnv.JAVA_HOME",
          "spark.executorEnv.JAVA_HOME");

  @TempDir private Path directory;
  private StandInGcloud gcloud;
  private ScheduledWorkflow workflow;

  @BeforeEach
  void standIn() throws IOException {
    gcloud = new StandInGcloud(directory);
    workflow = new ScheduledWorkflow(directory, gcloud);
  }

  private JsonNode batch() throws IOException, InterruptedException {
    gcloud.forget();
    gcloud.run(SAME, "serverless.sh", "--", "run", "--run-id", SubmitSettings.RUN_ID);
    return GoogleMessages.read(directory, "batch", gcloud.call()).get("batch");
  }

  @Test
  void theJobIsTheOneThatABatchRuns() throws IOException, InterruptedException {
    JsonNode job = workflow.template(SAME).at("/instance/jobs/0/sparkJob");
    JsonNode batch = batch();

    assertThat(job.get("mainJarFileUri")).isEqualTo(batch.at("/sparkBatch/jarFileUris/0"));
    assertThat(job.get("fileUris")).isEqualTo(batch.at("/sparkBatch/fileUris"));
    assertThat(texts(job.get("args"))).containsExactly("run", "--config", "warehouse.conf");
    assertThat(texts(batch.at("/sparkBatch/args")))
        .containsExactly("run", "--run-id", SubmitSettings.RUN_ID, "--config", "warehouse.conf");
  }

  /** A cluster's connector is chosen with its machines, a batch's with its properties. */
  @Test
  void theJobHasThePropertiesAndSettingsOfABatch() throws IOException, InterruptedException {
    JsonNode properties = workflow.template(SAME).at("/instance/jobs/0/sparkJob/properties");
    Map<String, String> ofTheBatch = properties(batch().at("/runtimeConfig/properties"));
    ofTheBatch.remove("dataproc.sparkBqConnector.version");

    Map<String, String> found = properties(properties);

    assertThat(found).containsKeys(OF_CLUSTERS.toArray(String[]::new));
    found.keySet().removeAll(OF_CLUSTERS);
    assertThat(found).isEqualTo(ofTheBatch);
  }

  /** The properties, with the settings of the driver under one name for both. */
  private static Map<String, String> properties(JsonNode message) {
    Map<String, String> properties = new TreeMap<>();
    message
        .properties()
        .forEach(
            property ->
                properties.put(
                    property
                        .getKey()
                        .replace("spark.yarn.appMasterEnv.WAREHOUSE_", "WAREHOUSE_")
                        .replace("spark.dataproc.driverEnv.WAREHOUSE_", "WAREHOUSE_"),
                    property.getValue().asText()));
    return properties;
  }

  @Test
  void theMartsAreBuiltFromTheSameRelease() throws IOException, InterruptedException {
    JsonNode marts = workflow.template(SETTINGS).at("/instance/jobs/1/pysparkJob");

    assertThat(marts.get("mainPythonFileUri").asText()).isEqualTo(RELEASE + "/marts_step.py");
    assertThat(texts(marts.get("fileUris"))).containsExactly(RELEASE + "/marts.zip");
    assertThat(texts(marts.get("args")))
        .containsExactlyElementsOf(SubmitSettings.martsArguments("marts"));
  }

  @Test
  void aDatabaseOfCloudSqlNeedsNoHost() throws IOException, InterruptedException {
    JsonNode template =
        workflow.template(
            with(
                SETTINGS,
                Map.of(
                    "WAREHOUSE_SOURCE_HOST", "",
                    "WAREHOUSE_SOURCE_CLOUD_SQL_INSTANCE", "my-project:europe-west1:shop")));

    assertThat(properties(template.at("/instance/jobs/0/sparkJob/properties")))
        .containsEntry("WAREHOUSE_SOURCE_CLOUD_SQL_INSTANCE", "my-project:europe-west1:shop")
        .doesNotContainKey("WAREHOUSE_SOURCE_HOST");
    assertThat(template.at("/template/parameters").findValuesAsText("name"))
        .contains("SOURCE_USER")
        .doesNotContain("SOURCE_HOST");
  }

  private static List<String> texts(JsonNode list) {
    return GoogleMessages.JSON.convertValue(
        list,
        GoogleMessages.JSON.getTypeFactory().constructCollectionType(List.class, String.class));
  }
}
