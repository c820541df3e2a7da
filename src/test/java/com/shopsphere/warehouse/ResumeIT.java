package com.shopsphere.warehouse;

import static com.shopsphere.warehouse.StagedShop.NO_SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.shopsphere.warehouse.failure.ExitCode;
import com.shopsphere.warehouse.load.RunId;
import com.shopsphere.warehouse.testing.CapturedLog;
import com.shopsphere.warehouse.testing.Submission;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs that keep what they read and merge: whenever one is killed, another process goes on from
 * what is complete, without the source.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ResumeIT {

  @TempDir private static Path directory;

  private static StagedShop shop;

  private final RunId run = RunId.next(Instant.now(), new SecureRandom());

  @BeforeAll
  static void createTheShop() throws SQLException, IOException {
    shop = StagedShop.create(directory, staging().toString());
  }

  @ParameterizedTest
  @CsvSource({
    // The line after which it is killed, and the milliseconds after that.
    "extract, ' inspect ', 300",
    "merge, ' extract ', 1500",
    "write, ' merge ', 300",
    "check, ' stage ', 0",
    "publish, ' land ', 0"
  })
  void aKilledRunIsResumedFromWhatIsComplete(String killedIn, String line, long millis)
      throws IOException, InterruptedException, SQLException {
    try (Submission job = shop.submission(Map.of(), "--run-id", run.value())) {
      job.awaitLine(line);
      Thread.sleep(millis);
      job.kill();
      assertThat(job.await().exitCode()).as("killed in %s", killedIn).isEqualTo(128 + 9);
    }
    boolean readAnew = killedIn.equals("extract");

    Outcome resumed =
        shop.submission(readAnew ? Map.of() : NO_SOURCE, "--resume", run.value()).await();

    assertThat(resumed.exitCode()).as(() -> String.join("\n", resumed.errors())).isZero();
    assertThat(resumed.errors().stream().anyMatch(one -> one.contains(" snapshot ")))
        .as("reads anew")
        .isEqualTo(readAnew);
    shop.assertPublishedAsExpected();
  }

  @Test
  void allThatIsResumedIsOfOneInstant() throws SQLException, IOException {
    run(Map.of(), "--run-id", run.value(), "--only", "extract");
    shop.shop().execute("UPDATE order_item SET quantity = quantity + 1");
    try {
      assertThat(run(Map.of(), "--resume", run.value())).isZero();

      shop.assertPublishedAsExpected();
    } finally {
      shop.shop().execute("UPDATE order_item SET quantity = quantity - 1");
    }
  }

  @Test
  void theStepsAreTasksOfTheirOwnAndOneThatIsCompleteIsNotRepeated()
      throws SQLException, IOException {
    assertThat(run(Map.of(), "--run-id", run.value(), "--only", "extract")).isZero();
    List<Path> before = kept();
    assertThat(run(NO_SOURCE, "--run-id", run.value(), "--only", "merge")).isZero();
    List<Path> after = kept();
    assertThat(after).hasSizeGreaterThan(before.size()).containsAll(before);
    assertThat(run(NO_SOURCE, "--run-id", run.value(), "--only", "merge")).isZero();
    assertThat(kept()).isEqualTo(after);

    assertThat(run(NO_SOURCE, "--run-id", run.value(), "--only", "load")).isZero();

    shop.assertPublishedAsExpected();
    assertThat(kept()).isEqualTo(after);
  }

  @Test
  void theManifestTellsWhatARunInOnePieceTells() throws IOException {
    assertThat(run(Map.of())).isZero();

    ObjectMapper json = new ObjectMapper();
    var found = json.readTree(shop.manifest("resumed").toFile());
    var expected = json.readTree(shop.manifest("expected").toFile());
    assertThat(expected.get("warnings").findValuesAsText("none")).isEmpty();
    assertThat(expected.get("warnings").toString()).contains("foreign key that names no row");
    for (String same : List.of("checks", "joins", "warnings", "columns", "tree", "rows", "grain")) {
      assertThat(found.get(same)).as(same).isEqualTo(expected.get(same));
    }
    assertThat(found.at("/tables/0/rows_read")).isEqualTo(expected.at("/tables/0/rows_read"));
  }

  @Test
  void aTableThatIsNotAsItWasWrittenIsRefused() throws IOException {
    assertThat(run(Map.of(), "--run-id", run.value(), "--only", "extract")).isZero();
    Path part =
        kept().stream()
            .filter(file -> file.toString().contains("000-order_item"))
            .filter(file -> file.toString().endsWith(".parquet"))
            .findFirst()
            .orElseThrow();
    long bytes = Files.size(part);
    Files.write(part, new byte[7]);

    try (CapturedLog log = CapturedLog.capture()) {
      assertThat(run(NO_SOURCE, "--resume", run.value())).isEqualTo(ExitCode.VERIFICATION.code());
      assertThat(log.errors())
          .last()
          .asString()
          .endsWith(
              "%s (staging.path): expected %,d bytes, found 7. Start a new run."
                  .formatted(part.getFileName(), bytes));
    }
  }

  @Test
  void aRunIsNotResumedWithOtherSettings() {
    assertThat(run(Map.of(), "--run-id", run.value(), "--only", "extract")).isZero();

    assertRefused(
        "Cannot go on with the run %s: merge.max-columns was 1000 when its tables were read, it is 500 now."
            .formatted(run),
        "--resume",
        run.value(),
        "--set",
        "merge.max-columns=500");
  }

  @Test
  void aStepWithoutTheOneBeforeItSaysWhatToDo() {
    assertRefused(
        "Cannot go on with the run %s: its extract is not complete below %s (staging.path); do 'run --only extract --run-id %s' first, or 'run --resume %s'."
            .formatted(run, staging(), run, run),
        "--run-id",
        run.value(),
        "--only",
        "load");
  }

  @Test
  void aRunThatKeptNothingCannotBeResumed() {
    assertRefused(
        "Invalid --resume: expected a run that has kept something below %s (staging.path), found none named %s."
            .formatted(staging(), run),
        "--resume",
        run.value());
  }

  @Test
  void whatOldRunsHaveKeptIsRemovedAndNothingElse() throws IOException {
    RunId old = RunId.next(Instant.now().minus(Duration.ofDays(8)), new SecureRandom());
    RunId young = RunId.next(Instant.now().minus(Duration.ofDays(6)), new SecureRandom());
    for (String name : List.of(old.value(), young.value(), "of somebody else")) {
      Files.createDirectories(staging().resolve(name).resolve("by-" + name));
    }

    assertThat(run(Map.of(), "--run-id", run.value(), "--only", "extract")).isZero();

    try (Stream<Path> left = Files.list(staging())) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .contains(young.value(), "of somebody else", run.value())
          .doesNotContain(old.value());
    }
  }

  private void assertRefused(String message, String... options) {
    try (CapturedLog log = CapturedLog.capture()) {
      assertThat(run(NO_SOURCE, options)).isEqualTo(ExitCode.CONFIGURATION.code());
      assertThat(log.errors()).last().isEqualTo(message);
    }
  }

  private static int run(Map<String, String> environment, String... options) {
    return shop.run(environment, options);
  }

  private static Path staging() {
    return directory.resolve("kept");
  }

  /** All files of the run. */
  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.walk(staging().resolve(run.value()))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
