package com.shopsphere.warehouse.submit;

import static com.shopsphere.warehouse.submit.SubmitSettings.RELEASE;
import static com.shopsphere.warehouse.submit.SubmitSettings.REQUIRED;
import static com.shopsphere.warehouse.submit.SubmitSettings.RUN_ID;
import static com.shopsphere.warehouse.submit.SubmitSettings.with;
import static org.assertj.core.api.Assertions.assertThat;

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

/** What {@code submit/serverless.sh} tells gcloud. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class SubmitServerlessIT {

  private static final String SCRIPT = "serverless.sh";
  private static final String PROPERTIES =
      "spark.driver.extraJavaOptions=-XX:-DontCompileHugeMethods,"
          + "spark.executor.extraJavaOptions=-XX:-DontCompileHugeMethods,"
          + "spark.dynamicAllocation.enabled=false,"
          + "spark.executor.instances=2,"
          + "spark.hadoop.hadoop.security.credential.provider.path=gsm://projects/my-project,"
          + "spark.hadoop.hadoop.security.credstore.google-secret-manager.secret-id.substitute-dot-operator=true";

  @TempDir private Path directory;
  private StandInGcloud gcloud;

  @BeforeEach
  void standIn() throws IOException {
    gcloud = new StandInGcloud(directory);
  }

  private List<String> submitted(Map<String, String> settings, String... arguments)
      throws IOException, InterruptedException {
    gcloud.forget();
    Outcome outcome = gcloud.run(settings, SCRIPT, arguments);
    assertThat(outcome.exitCode()).as(() -> String.join("\n", outcome.errors())).isZero();
    return gcloud.call();
  }

  private static String option(List<String> call, String name) {
    return call.stream()
        .filter(argument -> argument.startsWith(name + "="))
        .map(argument -> argument.substring(name.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> jobArguments(List<String> call) {
    return call.subList(call.indexOf("--") + 1, call.size());
  }

  @Test
  void oneCommandSubmitsTheBatch() throws IOException, InterruptedException {
    assertThat(submitted(REQUIRED, "--", "run", "--run-id", RUN_ID))
        .containsExactly(
            "dataproc",
            "batches",
            "submit",
            "spark",
            "--project=my-project",
            "--region=europe-west1",
            "--batch=shopsphere-20261123-091500-3f9a2c",
            "--request-id=a9a82002-04df-59b0-a6f8-6a91ab1ded9c",
            "--version=2.3",
            "--ttl=4h",
            "--service-account=job@my-project.iam.gserviceaccount.com",
            "--labels=application=shopsphere-warehouse,run-id=" + RUN_ID,
            "--class=com.shopsphere.warehouse.WarehouseJob",
            "--jars=" + RELEASE + "/shopsphere-warehouse.jar",
            "--files=" + RELEASE + "/warehouse.conf",
            "--properties=" + PROPERTIES,
            "--",
            "run",
            "--run-id",
            RUN_ID,
            "--config",
            "warehouse.conf");
  }

  @Test
  void everySettingHasItsFlag() throws IOException, InterruptedException {
    assertThat(submitted(SubmitSettings.all(), "--async", "--", "run", "--run-id", RUN_ID))
        .contains(
            "--version=2.2",
            "--ttl=90m",
            "--labels=application=shopsphere-warehouse,run-id=%s,team=sales,environment=production"
                .formatted(RUN_ID),
            "--files=%s/warehouse.conf,gs://my-deps/one.txt,gs://my-deps/two.txt,gs://my-deps/server-ca.pem"
                .formatted(RELEASE),
            "--subnet=projects/my-project/regions/europe-west1/subnetworks/warehouse",
            "--tags=mysql,warehouse",
            "--history-server-cluster=projects/my-project/regions/europe-west1/clusters/history",
            "--staging-bucket=my-batches",
            "--kms-key=projects/my-project/locations/europe-west1/keyRings/ring/cryptoKeys/key",
            "--async");
  }

  @Test
  void valuesWithCommasAreDividedByAnotherMark() throws IOException, InterruptedException {
    List<String> call = submitted(SubmitSettings.all(), "--", "run", "--run-id", RUN_ID);

    assertThat(option(call, "--properties"))
        .isEqualTo(
            "^|^spark.driver.extraJavaOptions=-XX:-DontCompileHugeMethods"
                + "|spark.executor.extraJavaOptions=-XX:-DontCompileHugeMethods"
                + "|spark.dynamicAllocation.enabled=false"
                + "|spark.executor.instances=7"
                + "|dataproc.sparkBqConnector.version=0.42.1"
                + "|spark.hadoop.hadoop.security.credential.provider.path=gsm://projects/my-secrets"
                + "|spark.hadoop.hadoop.security.credstore.google-secret-manager.secret-id.substitute-dot-operator=true"
                + "|spark.dataproc.driverEnv.WAREHOUSE_SOURCE_HOST=10.0.0.3"
                + "|spark.dataproc.driverEnv.WAREHOUSE_SOURCE_SSL_CA=server-ca.pem"
                + "|spark.dataproc.driverEnv.WAREHOUSE_SOURCE_USER=it's \"me\", $HOME"
                + "|spark.dataproc.driverEnv.WAREHOUSE_TARGET_BIGQUERY_STAGING_PATH=gs://my-staging/warehouse"
                + "|spark.executor.cores=8"
                + "|spark.sql.shuffle.partitions=64");
  }

  @Test
  void theJobGetsItsArgumentsAsTheyAre() throws IOException, InterruptedException {
    String odd = "merge.naming=it's \"so\", $HOME `date` \\ *\nand a second line\n";

    assertThat(jobArguments(submitted(REQUIRED, "--", "run", "--run-id", RUN_ID, "--set", odd, "")))
        .containsExactly("run", "--run-id", RUN_ID, "--set", odd, "", "--config", "warehouse.conf");
  }

  @Test
  void aDryRunPrintsWhatAShellReadsAsTheSameCommand() throws IOException, InterruptedException {
    String[] arguments = {
      "--", "run", "--run-id", RUN_ID, "--set", "a=it's \"so\", $HOME `date` \\ *\nand\n\n", ""
    };
    List<String> called = submitted(SubmitSettings.all(), arguments);
    gcloud.forget();

    String[] dry = new String[arguments.length + 1];
    dry[0] = "--dry-run";
    System.arraycopy(arguments, 0, dry, 1, arguments.length);
    Outcome printed = gcloud.run(SubmitSettings.all(), SCRIPT, dry);

    assertThat(gcloud.calls()).isEmpty();
    assertThat(gcloud.paste(printed.output()).exitCode()).isZero();
    assertThat(gcloud.call()).isEqualTo(called);
  }

  @Test
  void theSameRunSubmittedAgainIsTheSameRequest() throws IOException, InterruptedException {
    List<String> first = submitted(REQUIRED, "--", "run", "--run-id", RUN_ID);

    assertThat(submitted(REQUIRED, "--", "run", "--run-id=" + RUN_ID))
        .contains(
            "--batch=" + option(first, "--batch"), "--request-id=" + option(first, "--request-id"));
  }

  @ParameterizedTest
  @CsvSource({
    "--attempt 2 -- run --run-id {}, -2, 49b1c1d5-4460-51f3-b85e-1d71e1341ab1",
    "-- run --resume {}, -resume, dfdf03d5-eabe-5ffe-8898-e518d3a1d288",
    "-- run --only extract --run-id {}, -extract, f627294d-da02-5a6a-98d2-f142c1a20be9",
    "--attempt 3 -- run --only=load --run-id {}, -load-3, 6c7fb3fa-83b0-555a-87c6-b1ac23e796ab",
  })
  void whatElseTheRunDoesAndAnotherAttemptAreOtherRequests(
      String arguments, String suffix, String requestId) throws IOException, InterruptedException {
    List<String> call = submitted(REQUIRED, arguments.replace("{}", RUN_ID).split(" ", -1));

    assertThat(option(call, "--batch")).isEqualTo("shopsphere-20261123-091500-3f9a2c" + suffix);
    assertThat(option(call, "--request-id")).isEqualTo(requestId);
    assertThat(jobArguments(call)).contains(RUN_ID).doesNotContain("--attempt");
  }

  @Test
  void aRunWithoutAnIdGetsANewOne() throws IOException, InterruptedException {
    List<String> first = submitted(REQUIRED);
    List<String> second = submitted(REQUIRED);

    assertThat(jobArguments(first).get(2)).matches("\\d{8}_\\d{6}_[0-9a-f]{6}");
    assertThat(jobArguments(first))
        .containsExactly(
            "run", "--run-id", jobArguments(first).get(2), "--config", "warehouse.conf");
    assertThat(option(first, "--batch"))
        .isEqualTo("shopsphere-" + jobArguments(first).get(2).replace('_', '-'));
    assertThat(option(second, "--batch")).isNotEqualTo(option(first, "--batch"));
    assertThat(option(second, "--request-id")).isNotEqualTo(option(first, "--request-id"));
  }

  @Test
  void anotherCommandOfTheJobIsToldNoRunId() throws IOException, InterruptedException {
    List<String> call = submitted(REQUIRED, "--", "plan", "--format", "json");

    assertThat(jobArguments(call))
        .containsExactly("plan", "--format", "json", "--config", "warehouse.conf");
    assertThat(option(call, "--batch")).endsWith("-plan");
  }

  @Test
  void localFilesGoThroughTheBucketWithAllThatTheSettingsInclude()
      throws IOException, InterruptedException {
    Map<String, String> local =
        Map.of("SUBMIT_JAR", "", "SUBMIT_CONFIG", "", "SUBMIT_DEPS_BUCKET", "my-deps");

    List<String> call = submitted(with(REQUIRED, local));

    Path root = Path.of("").toAbsolutePath();
    assertThat(option(call, "--jars")).matches(root + "/target/shopsphere-warehouse-[^/]+\\.jar");
    assertThat(option(call, "--files"))
        .isEqualTo(
            "%1$s/conf/dataproc.conf,%1$s/conf/shopsphere.conf,%1$s/conf/shopsphere-thirteen.conf"
                .formatted(root));
    assertThat(option(call, "--deps-bucket")).isEqualTo("my-deps");
    assertThat(jobArguments(call)).endsWith("--config", "dataproc.conf");
  }

  @Test
  void aConfigurationThatTheJobIsToldStands() throws IOException, InterruptedException {
    List<String> call =
        submitted(
            with(REQUIRED, Map.of("SUBMIT_FILES", "gs://my-deps/own.conf")),
            "--",
            "plan",
            "--config",
            "own.conf");

    assertThat(jobArguments(call)).containsExactly("plan", "--config", "own.conf");
    assertThat(option(call, "--files")).isEqualTo("gs://my-deps/own.conf");
  }

  @Test
  void withoutSecretManagerNoProviderIsNamed() throws IOException, InterruptedException {
    assertThat(
            option(
                submitted(with(REQUIRED, Map.of("SUBMIT_SECRETS_PROJECT", "none"))),
                "--properties"))
        .doesNotContain("credential", "credstore");
  }

  @Test
  void helpTellsOfEverySettingAndNeedsNone() throws IOException, InterruptedException {
    Outcome outcome = gcloud.run(Map.of(), SCRIPT, "--help");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.output())
        .contains("Usage: submit/serverless.sh [OPTIONS] [-- COMMAND [ARGUMENTS]]")
        .contains(
            SubmitSettings.all().keySet().stream()
                .filter(name -> name.startsWith("SUBMIT_"))
                .toList());
  }
}
