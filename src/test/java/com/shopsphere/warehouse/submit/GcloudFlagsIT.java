package com.shopsphere.warehouse.submit;

import static com.shopsphere.warehouse.submit.SubmitSettings.RUN_ID;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the scripts tell gcloud, read into Google's messages. The reading of the flags is gcloud's
 * own: it agrees with the requests that gcloud itself once sent.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class GcloudFlagsIT {

  @TempDir private static Path directory;
  private static JsonNode sentByGcloud;

  @BeforeAll
  static void readWhatGcloudSent() throws IOException {
    sentByGcloud = GoogleMessages.sentByGcloud();
  }

  private static JsonNode read(String command, Object arguments)
      throws IOException, InterruptedException {
    return GoogleMessages.read(directory, command, arguments);
  }

  @Test
  void aBatchIsReadFromTheFlagsAsGcloudSendsIt() throws IOException, InterruptedException {
    JsonNode sent = sentByGcloud.get(0);

    JsonNode request = read("batch", sent.get("arguments"));

    assertThat(request.get("batch")).isEqualTo(sent.get("body"));
    assertThat(sent.get("request").asText())
        .isEqualTo(
            "POST /v1/%s/batches?batchId=%s&requestId=%s"
                .formatted(
                    request.get("parent").asText(),
                    request.get("batchId").asText(),
                    request.get("requestId").asText()));
  }

  @Test
  void aScheduledJobIsReadFromTheFlagsAsGcloudSendsIt() throws IOException, InterruptedException {
    JsonNode sent = sentByGcloud.get(1);

    assertThat(read("job", sent.get("arguments"))).isEqualTo(sent.get("body"));
  }

  @Test
  void theBatchOfTheScriptIsOneThatGoogleKnows() throws IOException, InterruptedException {
    StandInGcloud gcloud = new StandInGcloud(directory);
    gcloud.run(SubmitSettings.all(), "serverless.sh", "--", "run", "--run-id", RUN_ID);

    JsonNode batch = read("batch", gcloud.call()).get("batch");

    assertThat(batch.at("/environmentConfig/executionConfig/ttl").asText()).isEqualTo("5400s");
    assertThat(
            batch
                .at("/runtimeConfig/properties")
                .path("spark.dataproc.driverEnv.WAREHOUSE_SOURCE_USER")
                .asText())
        .isEqualTo("it's \"me\", $HOME");
    assertThat(batch.at("/sparkBatch/fileUris")).hasSize(4);
    assertThat(batch.at("/labels/environment").asText()).isEqualTo("production");
  }

  @Test
  void aFlagThatGcloudDoesNotHaveFails() throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    sentByGcloud.get(0).get("arguments").forEach(argument -> arguments.add(argument.asText()));
    arguments.add(4, "--time-to-live=4h");

    Outcome outcome = GoogleMessages.attempt(directory, "batch", arguments);

    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.errors()).last().asString().contains("--time-to-live=4h");
  }
}
