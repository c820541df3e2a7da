package com.shopsphere.warehouse.submit;

import static com.shopsphere.warehouse.submit.ScheduledWorkflow.OPTIONAL;
import static com.shopsphere.warehouse.submit.ScheduledWorkflow.SCRIPT;
import static com.shopsphere.warehouse.submit.ScheduledWorkflow.SETTINGS;
import static com.shopsphere.warehouse.submit.ScheduledWorkflow.USER;
import static com.shopsphere.warehouse.submit.ScheduledWorkflow.body;
import static com.shopsphere.warehouse.submit.SubmitSettings.RELEASE;
import static com.shopsphere.warehouse.submit.SubmitSettings.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code submit/schedule.sh} gives to Dataproc and to Cloud Scheduler. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ScheduleIT {

  /** With one parameter, whose value is in the last line. */
  private static final String TEMPLATE =
      """
      dagTimeout: 600s
      jobs: [{stepId: unify, sparkJob: {mainClass: A, args: [x]}}]
      parameters:
        - {name: A, fields: ["jobs['unify'].sparkJob.args[0]"], validation: {regex: {regexes: ["gs://.+"]}}}
      # value: gs://a
      """;

  @TempDir private Path directory;
  private StandInGcloud gcloud;
  private ScheduledWorkflow workflow;

  @BeforeEach
  void standIn() throws IOException {
    gcloud = new StandInGcloud(directory);
    workflow = new ScheduledWorkflow(directory, gcloud);
  }

  @Test
  void theTemplateIsImportedAndItsScheduleChanged() throws IOException, InterruptedException {
    List<List<String>> calls = workflow.called(SETTINGS);

    assertThat(calls).hasSize(3);
    assertThat(calls.get(0))
        .containsExactly(
            "dataproc",
            "workflow-templates",
            "import",
            "shopsphere-warehouse",
            "--project=my-project",
            "--region=europe-west1",
            "--quiet");
    assertThat(calls.get(1))
        .containsExactly(
            "scheduler",
            "jobs",
            "describe",
            "shopsphere-warehouse",
            "--project=my-project",
            "--location=europe-west1");
    assertThat(calls.get(2))
        .startsWith("scheduler", "jobs", "update", "http", "shopsphere-warehouse")
        .contains("--update-headers=Content-Type=application/json");
  }

  @Test
  void aScheduleThatIsNotThereIsMade() throws IOException, InterruptedException {
    List<List<String>> calls =
        workflow.called(with(SETTINGS, Map.of("GCLOUD_FAILS_AT", "scheduler jobs describe")));

    assertThat(calls.get(2))
        .startsWith("scheduler", "jobs", "create", "http", "shopsphere-warehouse")
        .contains("--headers=Content-Type=application/json");
  }

  @Test
  void cloudSchedulerInstantiatesTheTemplateAsAnAccountOfItsOwn()
      throws IOException, InterruptedException {
    JsonNode job =
        GoogleMessages.read(directory, "job", workflow.called(with(SETTINGS, OPTIONAL)).get(2));

    assertThat(job.get("schedule").asText()).isEqualTo("30 4 * * 1-5");
    assertThat(job.get("timeZone").asText()).isEqualTo("Europe/Berlin");
    assertThat(job.at("/httpTarget/uri").asText())
        .isEqualTo(
            "https://dataproc.googleapis.com/v1/projects/my-project/regions/europe-west1/workflowTemplates/nightly:instantiate");
    assertThat(job.at("/httpTarget/httpMethod").asText()).isEqualTo("POST");
    assertThat(job.at("/httpTarget/oauthToken/serviceAccountEmail").asText())
        .isEqualTo("scheduler@my-project.iam.gserviceaccount.com");
    assertThat(job.at("/retryConfig/retryCount").asInt()).isEqualTo(3);
    assertThat(body(job).get("requestId").asText()).isEqualTo("nightly");
  }

  @Test
  void everyParameterIsPutWhereTheTemplateHasAField() throws IOException, InterruptedException {
    JsonNode instance = workflow.template(SETTINGS).get("instance");

    JsonNode unify = instance.at("/jobs/0/sparkJob");
    JsonNode properties = unify.get("properties");
    String environment = "spark.yarn.appMasterEnv.WAREHOUSE_";
    assertThat(unify.get("mainJarFileUri").asText())
        .isEqualTo(RELEASE + "/shopsphere-warehouse.jar");
    assertThat(properties.get(environment + "SOURCE_HOST").asText()).isEqualTo("10.0.0.3");
    assertThat(properties.get(environment + "SOURCE_USER").asText()).isEqualTo(USER);
    assertThat(properties.get(environment + "TARGET_BIGQUERY_DATASET").asText())
        .isEqualTo("warehouse");
    assertThat(instance.get("jobs").toString()).doesNotContain("\"parameter\"", "${");
  }

  @Test
  void theMartsFollowTheJobOnAClusterThatEndsInAnyCase() throws IOException, InterruptedException {
    JsonNode template = workflow.template(SETTINGS).get("template");

    assertThat(template.at("/jobs/1/prerequisiteStepIds/0").asText())
        .isEqualTo(template.at("/jobs/0/stepId").asText());
    assertThat(template.get("dagTimeout").asText()).isEqualTo("14400s");
    JsonNode cluster = template.at("/placement/managedCluster/config");
    assertThat(cluster.at("/lifecycleConfig/idleDeleteTtl").asText()).isEqualTo("1800s");
    assertThat(cluster.at("/gceClusterConfig/internalIpOnly").asBoolean()).isTrue();
    assertThat(cluster.at("/gceClusterConfig/serviceAccount").asText())
        .isEqualTo("job@my-project.iam.gserviceaccount.com");
    assertThat(cluster.at("/initializationActions/0/executableFile").asText())
        .isEqualTo(RELEASE + "/java17.sh");
    for (String labels : List.of("/labels", "/placement/managedCluster/labels")) {
      assertThat(template.at(labels).get("application").asText()).isEqualTo("shopsphere-warehouse");
    }
    JsonNode properties = template.at("/jobs/0/sparkJob/properties");
    assertThat(properties.get("spark.submit.deployMode").asText()).isEqualTo("cluster");
    assertThat(properties.get("spark.yarn.maxAppAttempts").asText()).isEqualTo("2");
  }

  @Test
  void everyOptionalSettingIsInTheTemplate() throws IOException, InterruptedException {
    JsonNode template = workflow.template(with(SETTINGS, OPTIONAL)).get("template");

    assertThat(template.get("dagTimeout").asText()).isEqualTo("7200s");
    assertThat(template.at("/placement/managedCluster/clusterName").asText()).isEqualTo("nightly");
    JsonNode cluster = template.at("/placement/managedCluster/config");
    assertThat(cluster.get("configBucket").asText()).isEqualTo("my-clusters");
    assertThat(cluster.at("/gceClusterConfig/metadata/SPARK_BQ_CONNECTOR_VERSION").asText())
        .isEqualTo("0.42.1");
    assertThat(cluster.at("/workerConfig/numInstances").asInt()).isEqualTo(5);
    assertThat(cluster.at("/masterConfig/machineTypeUri").asText()).isEqualTo("n2-highmem-8");
  }

  @Test
  void aDryRunPrintsWhatAShellReadsAsTheSameCommands() throws IOException, InterruptedException {
    Map<String, String> settings = with(SETTINGS, OPTIONAL);
    List<List<String>> calls = workflow.called(settings);
    String imported = gcloud.imported();
    gcloud.forget();

    Outcome printed = gcloud.run(settings, SCRIPT, "--dry-run");

    assertThat(gcloud.calls()).isEmpty();
    assertThat(gcloud.paste(printed.output()).exitCode()).isZero();
    assertThat(gcloud.calls()).isEqualTo(calls);
    assertThat(gcloud.imported()).isEqualTo(imported);
  }

  @Test
  void aTemplateThatIsRefusedIsNotScheduled() throws IOException, InterruptedException {
    Outcome outcome =
        gcloud.run(
            with(SETTINGS, Map.of("GCLOUD_FAILS_AT", "dataproc workflow-templates")), SCRIPT);

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(gcloud.calls()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dagTimeout: 600s|dagTimeOut: 600s|dagTimeOut",
        "jobs['unify'].sparkJob.args[0]|jobs['unify'].sparkJob.args[1]|list index out of range",
        "jobs['unify'].sparkJob.args[0]|jobs['unify'].sparkJob.args|not to a text",
        "jobs['unify'].sparkJob.args[0]|jobs['marts'].sparkJob.args[0]|'marts' is not in list",
        "value: gs://a|value: s3://a|is not of the form",
      })
  void whatGoogleWouldRefuseFails(String right, String wrong, String message)
      throws IOException, InterruptedException {
    Outcome outcome = attempt(TEMPLATE.replace(right, wrong));

    assertThat(outcome.exitCode()).isNotZero();
    assertThat(String.join("\n", outcome.errors())).contains(message);
  }

  @Test
  void whatGoogleTakesDoesNotFail() throws IOException, InterruptedException {
    assertThat(attempt(TEMPLATE).exitCode()).isZero();
  }

  private Outcome attempt(String template) throws IOException, InterruptedException {
    String value = template.strip().replaceFirst("(?s).*value: ", "");
    return GoogleMessages.attempt(
        directory,
        "template",
        Map.of("template", template, "request", Map.of("parameters", Map.of("A", value))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SUBMIT_RELEASE|''|Missing SUBMIT_RELEASE: expected the address that submit/upload.sh printed.",
        "WAREHOUSE_SOURCE_HOST|''|Missing WAREHOUSE_SOURCE_HOST: expected where MySQL listens.",
        "WAREHOUSE_SOURCE_PASSWORD|s3cret|Cannot pass on WAREHOUSE_SOURCE_PASSWORD: who sees the batch or the template could read it. Unset it, and put the secret into Secret Manager (docs/scheduling.md).",
        "SUBMIT_SUBNET|''|Missing SUBMIT_SUBNET: expected the subnet of the cluster.",
        "SUBMIT_SCHEDULER_SERVICE_ACCOUNT|''|Missing SUBMIT_SCHEDULER_SERVICE_ACCOUNT: expected the address of the service account that instantiates the template.",
        "SUBMIT_TIMEOUT|599s|Invalid SUBMIT_TIMEOUT: expected 600s to 86400s, found '599s'.",
        "SUBMIT_TIMEOUT|86401s|Invalid SUBMIT_TIMEOUT: expected 600s to 86400s, found '86401s'.",
        "SUBMIT_WORKERS|1|Invalid SUBMIT_WORKERS: expected a number from 2, found '1'.",
        "SUBMIT_TEMPLATE|Nightly|Invalid SUBMIT_TEMPLATE: expected 2 to 34 lower-case letters, digits and hyphens, found 'Nightly'.",
        "WAREHOUSE_SOURCE_SSL_CA|/ca.pem|Invalid WAREHOUSE_SOURCE_SSL_CA: expected an address gs://..., found '/ca.pem'.",
      })
  void aWrongSettingIsNamed(String name, String value, String message)
      throws IOException, InterruptedException {
    assertThat(gcloud.refusal(with(SETTINGS, Map.of(name, value)), SCRIPT)).isEqualTo(message);
  }
}
