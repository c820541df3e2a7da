package com.shopsphere.warehouse;

import static com.shopsphere.warehouse.StagedShop.NO_SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.hadoop.fs.gcs.GoogleHadoopFileSystem;
import com.shopsphere.warehouse.failure.ExitCode;
import com.shopsphere.warehouse.load.RunId;
import com.shopsphere.warehouse.testing.CapturedLog;
import com.shopsphere.warehouse.testing.Submission;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import com.shopsphere.warehouse.testing.bigquery.GcsEmulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that keep what they read and merge on Cloud Storage, by Google's own connector: there is no
 * directory there, no rename of one, and nothing between the whole object and none.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ResumeOnCloudStorageIT {

  private static final String BUCKET = "shop-kept";
  private static final String STAGING = "gs://shop-kept/of/the/job";

  @TempDir private static Path directory;

  private static GcsEmulator storage;
  private static StagedShop shop;

  private final RunId run = RunId.next(Instant.now(), new SecureRandom());

  @BeforeAll
  static void createTheShop() throws SQLException, IOException {
    storage = GcsEmulator.start(directory.resolve("buckets"));
    storage.createBucket(BUCKET, "EU");
    storage.sparkProperties().forEach(System::setProperty);
    shop = StagedShop.create(directory, STAGING);
  }

  @AfterAll
  static void stop() {
    storage.sparkProperties().keySet().forEach(System::clearProperty);
    storage.close();
  }

  @Test
  void whatWasReadIsMergedAndPublishedByOtherProcessesWithoutTheSource() throws SQLException {
    assertThat(shop.run(Map.of(), "--run-id", run.value(), "--only", "extract")).isZero();
    assertThat(kept(name -> name.endsWith(".json"))).containsExactly(kept("extract.json"));

    assertThat(shop.run(NO_SOURCE, "--run-id", run.value(), "--only", "merge")).isZero();
    List<String> merged = kept(name -> true);
    assertThat(shop.run(NO_SOURCE, "--resume", run.value())).isZero();

    shop.assertPublishedAsExpected();
    assertThat(kept(name -> !name.endsWith("/")))
        .isEqualTo(merged.stream().filter(name -> !name.endsWith("/")).toList());
  }

  @Test
  void tablesOfARunThatWasKilledAmidTheReadAreNeverTakenForComplete()
      throws IOException, InterruptedException, SQLException {
    try (Submission job = submission(STAGING, "--run-id", run.value())) {
      await(job, BUCKET, name -> name.contains(run + "/000-order_item/part-"));
      job.kill();
      assertThat(job.await().exitCode()).isEqualTo(128 + 9);
    }
    assertThat(kept(name -> name.endsWith(".json"))).isEmpty();

    assertRefused(
        ExitCode.CONFIGURATION,
        "Cannot go on with the run %s: its extract is not complete below %s (staging.path); do 'run --only extract --run-id %s' first, or 'run --resume %s'."
            .formatted(run, STAGING, run, run),
        "--run-id",
        run.value(),
        "--only",
        "merge");
    assertThat(shop.run(NO_SOURCE, "--resume", run.value())).isEqualTo(ExitCode.SOURCE.code());
    assertThat(shop.run(Map.of(), "--resume", run.value())).isZero();
    shop.assertPublishedAsExpected();
  }

  @Test
  void anObjectThatIsNotAsItWasWrittenIsRefused() throws IOException {
    assertThat(shop.run(Map.of(), "--run-id", run.value(), "--only", "extract")).isZero();
    String part = kept(name -> name.contains("000-order_item/part-")).get(0);
    org.apache.hadoop.fs.Path object =
        new org.apache.hadoop.fs.Path("gs://%s/%s".formatted(BUCKET, part));
    long bytes = 0;
    try (FileSystem files = files()) {
      bytes = files.getFileStatus(object).getLen();
      files.create(object, true).close();
    }

    assertRefused(
        ExitCode.VERIFICATION,
        "Cannot resume from %s (staging.path): expected %,d bytes, found 0. Start a new run."
            .formatted(object, bytes),
        "--resume",
        run.value());
  }

  @Test
  void whatOldRunsHaveKeptIsRemovedAndNothingElse() throws IOException {
    String old = keptBySomeone(Duration.ofDays(8));
    String young = keptBySomeone(Duration.ofDays(6));

    assertThat(shop.run(Map.of(), "--run-id", run.value(), "--only", "extract")).isZero();

    assertThat(storage.objects(BUCKET))
        .contains(young, kept("extract.json"))
        .noneMatch(name -> name.startsWith(old.substring(0, old.indexOf("/by-"))));
  }

  /** An object of a run that began so long ago, in a directory that has no object of its own. */
  private static String keptBySomeone(Duration ago) throws IOException {
    RunId id = RunId.next(Instant.now().minus(ago), new SecureRandom());
    String name = "of/the/job/%s/by-%s/000-order_item/part-0.parquet".formatted(id, id);
    try (FileSystem files = files()) {
      files.create(new org.apache.hadoop.fs.Path("gs://%s/%s".formatted(BUCKET, name))).close();
    }
    return name;
  }

  @Test
  void aBucketThatIsNotThereIsNamed() throws IOException, InterruptedException {
    assertThat(error(submission("gs://shop-nowhere/kept", "--run-id", run.value()).await()))
        .endsWith(
            "Cannot write gs://shop-nowhere/kept/%s/by-%s (staging.path): GoogleJsonResponseException: 404 Not Found: The specified bucket does not exist."
                .formatted(run, run));
  }

  @Test
  void aBucketThatTheJobMayNotUseIsNamed() throws IOException, InterruptedException {
    storage.createBucket("shop-locked", "EU");
    storage.refuse("shop-locked");

    assertThat(error(submission("gs://shop-locked/kept").await()))
        .endsWith(
            "Cannot clean gs://shop-locked/kept (staging.path): IOException: Error accessing gs://shop-locked/kept. reason=403 Forbidden: job@test does not have access to the bucket shop-locked.");
  }

  @Test
  void aBucketThatIsRefusedAmidTheReadIsNamed() throws IOException, InterruptedException {
    storage.createBucket("shop-lost", "EU");
    try (Submission job = submission("gs://shop-lost/kept")) {
      await(job, "shop-lost", name -> name.contains("000-order_item/"));
      storage.refuse("shop-lost");

      assertThat(error(job.await())).contains("Cannot use gs://shop-lost/kept (staging.path): ");
    }
  }

  /** The one line with which a run ended that could not keep what it read. */
  private static String error(Outcome outcome) {
    assertThat(outcome.exitCode())
        .as(() -> String.join("\n", outcome.errors()))
        .isEqualTo(ExitCode.TARGET.code());
    assertThat(outcome.errors()).filteredOn(line -> line.contains(" ERROR ")).hasSize(1);
    String last = outcome.errors().get(outcome.errors().size() - 1);
    assertThat(last).contains(" ERROR ");
    return last;
  }

  private void assertRefused(ExitCode code, String message, String... options) {
    try (CapturedLog log = CapturedLog.capture()) {
      assertThat(shop.run(NO_SOURCE, options)).isEqualTo(code.code());
      assertThat(log.errors()).containsExactly(message);
    }
  }

  /** Spark finds the connector, and the connector the emulator, as on Dataproc without a word. */
  private static Submission submission(String staging, String... options) throws IOException {
    String connector =
        GoogleHadoopFileSystem.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    String properties =
        storage.sparkProperties().entrySet().stream()
            .map(property -> " --conf " + property)
            .collect(Collectors.joining());
    return new StagedShop(shop.shop(), directory, staging, shop.settings())
        .submission(
            Map.of("SUBMIT_SPARK_OPTIONS", "--driver-class-path " + connector + properties),
            options);
  }

  /** Waits for an object of a job that is under way. */
  private static void await(Submission job, String bucket, Predicate<String> wanted)
      throws InterruptedException {
    while (storage.objects(bucket).stream().noneMatch(wanted)) {
      assertThat(job.isRunning()).as("the job runs").isTrue();
      Thread.sleep(2);
    }
  }

  private List<String> kept(Predicate<String> wanted) {
    return storage.objects(BUCKET).stream()
        .filter(name -> name.contains(run.value()))
        .filter(wanted)
        .toList();
  }

  private String kept(String name) {
    return "of/the/job/%s/%s".formatted(run, name);
  }

  private static FileSystem files() throws IOException {
    Configuration hadoop = new Configuration(false);
    storage.hadoopProperties().forEach(hadoop::set);
    return FileSystem.newInstance(URI.create("gs://" + BUCKET), hadoop);
  }
}
