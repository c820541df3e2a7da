package com.shopsphere.warehouse.submit;

import static com.shopsphere.warehouse.submit.SubmitSettings.RELEASE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What {@code submit/schedule.sh} makes of its settings, as Google's messages have it. */
record ScheduledWorkflow(Path directory, StandInGcloud gcloud) {

  static final String SCRIPT = "schedule.sh";
  static final String USER = "it's \"me\", \\o/ $HOME";
  static final Map<String, String> SETTINGS =
      Map.of(
          "SUBMIT_PROJECT", "my-project",
          "SUBMIT_REGION", "europe-west1",
          "SUBMIT_RELEASE", RELEASE,
          "SUBMIT_SERVICE_ACCOUNT", "job@my-project.iam.gserviceaccount.com",
          "SUBMIT_SCHEDULER_SERVICE_ACCOUNT", "scheduler@my-project.iam.gserviceaccount.com",
          "SUBMIT_SUBNET", "projects/my-project/regions/europe-west1/subnetworks/warehouse",
          "WAREHOUSE_SOURCE_HOST", "10.0.0.3",
          "WAREHOUSE_SOURCE_USER", USER,
          "WAREHOUSE_TARGET_BIGQUERY_STAGING_PATH", "gs://my-staging/warehouse");
  static final Map<String, String> OPTIONAL =
      Map.ofEntries(
          Map.entry("SUBMIT_TEMPLATE", "nightly"),
          Map.entry("SUBMIT_SCHEDULE", "30 4 * * 1-5"),
          Map.entry("SUBMIT_TIME_ZONE", "Europe/Berlin"),
          Map.entry("SUBMIT_TIMEOUT", "7200s"),
          Map.entry("SUBMIT_WORKERS", "5"),
          Map.entry("SUBMIT_MACHINE", "n2-highmem-8"),
          Map.entry("SUBMIT_STAGING_BUCKET", "my-clusters"),
          Map.entry("SUBMIT_CONNECTOR_VERSION", "0.42.1"),
          Map.entry("WAREHOUSE_SOURCE_SSL_CA", "gs://my-deps/server-ca.pem"),
          Map.entry("WAREHOUSE_SOURCE_SSL_MODE", "verify-ca"),
          Map.entry("WAREHOUSE_STAGING_PATH", "gs://my-staging/\"kept\""));

  /** The calls of gcloud. */
  List<List<String>> called(Map<String, String> settings) throws IOException, InterruptedException {
    Outcome outcome = gcloud.run(settings, SCRIPT);
    assertThat(outcome.exitCode()).as(() -> String.join("\n", outcome.errors())).isZero();
    return gcloud.calls();
  }

  /** The template as it was imported, and as Cloud Scheduler's request instantiates it. */
  JsonNode template(Map<String, String> settings) throws IOException, InterruptedException {
    JsonNode job = GoogleMessages.read(directory, "job", called(settings).get(2));
    return GoogleMessages.read(
        directory, "template", Map.of("template", gcloud.imported(), "request", body(job)));
  }

  /** The request that a job of Cloud Scheduler sends. */
  static JsonNode body(JsonNode job) throws IOException {
    byte[] body = Base64.getDecoder().decode(job.at("/httpTarget/body").asText());
    return GoogleMessages.JSON.readTree(new String(body, StandardCharsets.UTF_8));
  }
}
