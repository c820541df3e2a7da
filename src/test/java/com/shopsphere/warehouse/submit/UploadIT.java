package com.shopsphere.warehouse.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.config.ConfigReader;
import com.shopsphere.warehouse.config.JobConfig;
import com.shopsphere.warehouse.config.Secret;
import com.shopsphere.warehouse.config.SecretStore;
import com.shopsphere.warehouse.failure.ExitCode;
import com.shopsphere.warehouse.testing.Submission;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code submit/upload.sh} puts together, and what a machine without a network makes of it.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class UploadIT {

  private static final Path RELEASE = Path.of("target", "release").toAbsolutePath();

  @TempDir private static Path directory;
  private static StandInGcloud gcloud;
  private static Outcome uploaded;

  @BeforeAll
  static void upload() throws IOException, InterruptedException {
    gcloud = new StandInGcloud(directory);
    uploaded =
        gcloud.run(
            Map.of(
                "SUBMIT_DEPS_BUCKET", "my-deps", "SUBMIT_PYTHONS", "3.11", "PYTHON", "python3.11"),
            "upload.sh");
    assertThat(uploaded.exitCode()).as(() -> String.join("\n", uploaded.errors())).isZero();
  }

  @Test
  void oneCommandCopiesTheReleaseToAnAddressOfItsOwn() throws IOException {
    String address = uploaded.output().strip();

    assertThat(address).matches("gs://my-deps/shopsphere-warehouse/[0-9.]+[^/]*-[0-9a-f]{8}");
    assertThat(gcloud.call()).containsExactly("storage", "cp", RELEASE + "/*", address + "/");
    assertThat(RELEASE.toFile().list())
        .containsExactlyInAnyOrder(
            "shopsphere-warehouse.jar",
            "warehouse.conf",
            "marts_step.py",
            "marts.zip",
            "java17.sh");
  }

  @Test
  void theOneFileOfSettingsSaysWhatTheFilesSaidThatItIsMadeOf() {
    assertThat(settings(RELEASE.resolve("warehouse.conf")))
        .isEqualTo(settings(Path.of("conf/dataproc.conf").toAbsolutePath()));
  }

  private static JobConfig settings(Path file) {
    Map<String, String> environment =
        Map.of(
            "WAREHOUSE_SOURCE_USER", "reader",
            "WAREHOUSE_TARGET_BIGQUERY_PROJECT", "my-project",
            "WAREHOUSE_TARGET_BIGQUERY_STAGING_PATH", "gs://my-staging/warehouse");
    return new ConfigReader(environment, directory, new OnePassword())
        .read(Optional.of(file), List.of());
  }

  /** Has the password, whatever its name, as Secret Manager has where the job runs. */
  private record OnePassword() implements SecretStore {

    @Override
    public Optional<Secret> find(String name) {
      return Optional.of(new Secret("hunter2"));
    }

    @Override
    public String describe() {
      return "the test";
    }
  }

  /** The first command asks BigQuery, which nobody here may; the models are all read before. */
  @Test
  void dbtRunsFromTheArchiveWithoutANetworkUpToTheFirstCommandThatFails()
      throws IOException, InterruptedException {
    Outcome outcome = step(RELEASE.resolve("marts.zip"));

    assertThat(outcome.output())
        .contains("Registered adapter: bigquery=", " sources", " models")
        .containsIgnoringCase("credentials")
        .doesNotContain("Parsing Error", "Compilation Error");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.errors())
        .last()
        .isEqualTo("Cannot go on: 'dbt source freshness' ended with 2.");
  }

  /** As Dataproc starts it, where any package index is out of reach. */
  private static Outcome step(Path archive) throws IOException, InterruptedException {
    Map<String, String> environment =
        Map.of(
            "PIP_INDEX_URL", "http://127.0.0.1:1/",
            "PYTHONPATH", "/usr/lib/spark/python",
            "HOME", directory.toString(),
            "NO_GCE_CHECK", "true",
            "GCE_METADATA_HOST", "127.0.0.1:1");
    List<String> command =
        new ArrayList<>(
            List.of(
                "python3.11",
                RELEASE.resolve("marts_step.py").toString(),
                "--archive",
                archive.toString()));
    command.addAll(SubmitSettings.martsArguments("marts"));
    return Submission.run(directory, environment, command);
  }

  @Test
  void aMissingArchiveIsSaid() throws IOException, InterruptedException {
    Outcome outcome = step(directory.resolve("marts.zip"));

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(outcome.errors())
        .containsExactly(
            "Cannot find the archive '%s': expected what submit/upload.sh puts beside this script, as a file of the job."
                .formatted(directory.resolve("marts.zip")));
  }

  @Test
  void aMissingBucketIsSaid() throws IOException, InterruptedException {
    assertThat(new StandInGcloud(directory.resolve("other")).refusal(Map.of(), "upload.sh"))
        .isEqualTo("Missing SUBMIT_DEPS_BUCKET: expected the bucket to copy to.");
  }
}
