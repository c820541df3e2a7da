package com.shopsphere.warehouse.submit;

import static com.shopsphere.warehouse.submit.SubmitSettings.REQUIRED;
import static com.shopsphere.warehouse.submit.SubmitSettings.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.io.IOException;
import java.nio.file.Files;
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

/** What {@code submit/serverless.sh} refuses, before gcloud is asked. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class SubmitServerlessErrorsIT {

  private static final String SCRIPT = "serverless.sh";

  /** What the script calls before gcloud. */
  private static final List<String> TOOLS =
      List.of(
          "dirname",
          "basename",
          "date",
          "od",
          "tr",
          "cut",
          "sed",
          "grep",
          "env",
          "sort",
          "sha1sum");

  @TempDir private Path directory;
  private StandInGcloud gcloud;

  @BeforeEach
  void standIn() throws IOException {
    gcloud = new StandInGcloud(directory);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SUBMIT_PROJECT|''|Missing SUBMIT_PROJECT: expected the Google Cloud project to run in.",
        "SUBMIT_REGION|''|Missing SUBMIT_REGION: expected a region, such as europe-west1.",
        "SUBMIT_SERVICE_ACCOUNT|''|Missing SUBMIT_SERVICE_ACCOUNT: expected the address of the service account that the batch runs as.",
        "SUBMIT_TTL|soon|Invalid SUBMIT_TTL: expected a number and s, m, h or d, such as 4h, found 'soon'.",
        "SUBMIT_RUNTIME|2.3.1|Invalid SUBMIT_RUNTIME: expected a version such as 2.3, found '2.3.1'.",
        "SUBMIT_PROPERTIES|spark.x|Invalid SUBMIT_PROPERTIES: expected key=value in each line, found 'spark.x'.",
        "SUBMIT_JAR|/nowhere.jar|Invalid SUBMIT_JAR: expected a jar or a gs:// address, found '/nowhere.jar'.",
        "SUBMIT_CONFIG|/nowhere.conf|Cannot find the settings /nowhere.conf.",
        "SUBMIT_FILES|/nowhere.txt|Cannot find /nowhere.txt: expected a file or a gs:// address (SUBMIT_FILES, WAREHOUSE_SOURCE_SSL_CA).",
        "SUBMIT_FILES|/etc/hostname|Missing SUBMIT_DEPS_BUCKET: expected the bucket that the jar and the settings are copied to.",
        "WAREHOUSE_SOURCE_PASSWORD|s3cret|Cannot pass on WAREHOUSE_SOURCE_PASSWORD: who sees the batch or the template could read it. Unset it, and put the secret into Secret Manager (docs/scheduling.md).",
        "WAREHOUSE_SOURCE_PASSWORD_FILE|/x|Cannot pass on WAREHOUSE_SOURCE_PASSWORD_FILE: the job finds no file of this machine. Unset it, and put the secret into Secret Manager (docs/scheduling.md).",
      })
  void aWrongSettingIsNamed(String name, String value, String message)
      throws IOException, InterruptedException {
    assertThat(gcloud.refusal(with(REQUIRED, Map.of(name, value)), SCRIPT)).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--attempt 0|Invalid --attempt: expected a number from 1 to 99, found '0'.",
        "--attempt|Missing value of --attempt: expected a number from 1 to 99.",
        "run|Invalid option 'run': expected --dry-run, --async, --attempt or --help, and the job's own arguments behind --.",
        "-- run --run-id 7|Invalid --run-id: expected the form 20261123_091500_3f9a2c, found '7'.",
        "-- run --only 1|Invalid --only: expected extract, merge or load, found '1'.",
      })
  void aWrongArgumentIsNamed(String arguments, String message)
      throws IOException, InterruptedException {
    assertThat(gcloud.refusal(REQUIRED, SCRIPT, arguments.split(" ", -1))).isEqualTo(message);
  }

  @Test
  void aFailedBatchFailsTheScript() throws IOException, InterruptedException {
    Outcome outcome =
        gcloud.run(with(REQUIRED, Map.of("GCLOUD_FAILS_AT", "dataproc batches")), SCRIPT);

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.errors()).last().isEqualTo("ERROR: (gcloud) as told");
  }

  @Test
  void aMissingGcloudIsSaid() throws IOException, InterruptedException {
    Path tools = Files.createDirectory(directory.resolve("tools"));
    for (String tool : TOOLS) {
      Path wrapper = tools.resolve(tool);
      Files.writeString(wrapper, "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(where(tool)));
      assertThat(wrapper.toFile().setExecutable(true)).isTrue();
    }

    assertThat(gcloud.refusal(with(REQUIRED, Map.of("PATH", tools.toString())), SCRIPT))
        .isEqualTo(
            "Cannot find 'gcloud' on the PATH: install Google's command line, or see the command with --dry-run.");
  }

  private String where(String tool) throws IOException, InterruptedException {
    return gcloud.paste("command -v " + tool).output().strip();
  }
}
