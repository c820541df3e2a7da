package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.shopsphere.warehouse.demo.Shape;
import com.shopsphere.warehouse.failure.ExitCode;
import com.shopsphere.warehouse.testing.Rows;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.Shop;
import com.shopsphere.warehouse.testing.Submission;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a reader of the published table sees while the job is killed, told to end, or started twice,
 * or has no room to write.
 *
 * <p>Three tables are enough for that. All tests publish to one directory, each after a change of
 * the source that the sum of the quantities tells.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class PublicationIT {

  private static final int SCALE = 3;

  private static final List<String> PUBLISHED =
      List.of(".order_line.lock", "order_line.manifest.json", "order_line.parquet");

  @TempDir private static Path directory;

  private static Shop shop;
  private static Path settings;

  /** The table as it is published before each test. */
  private String old = "";

  /** A line after which a run is killed, and the most milliseconds to wait after it. */
  private record Moment(String phase, int millis) {}

  @BeforeAll
  static void publishOnce() throws SQLException, IOException, InterruptedException {
    shop = Shop.create(Servers.mariadb(), Shape.FIFTEEN_TABLES, SCALE);
    // 20 MB, unless they are compressed.
    shop.execute(
        "ALTER TABLE order_item ADD COLUMN message TEXT",
        "UPDATE order_item SET message = REPEAT(CONCAT(orderID, SKU), 100)");
    settings =
        Files.writeString(
            directory.resolve("few-tables.conf"),
            """
            merge.grain = order_item
            target.table = order_line
            merge.folds {
              customer = leave-out, region = leave-out, payment = leave-out, shipment = leave-out
              supplier = leave-out, category = leave-out
            }
            """);
    assertSucceeds(job().await());
  }

  @BeforeEach
  void changeTheSource() throws SQLException {
    old = published();
    assertThat(old).startsWith("n=3000 ");
    shop.execute("UPDATE order_item SET quantity = quantity + 1");
  }

  @Test
  void aJobKilledAtAnyMomentLeavesTheOldTableOrTheNew()
      throws SQLException, IOException, InterruptedException {
    List<Moment> moments =
        List.of(
            new Moment("inspect", 0),
            new Moment("extract", 0),
            new Moment("extract", 3000),
            new Moment("merge", 0),
            new Moment("verify", 0),
            new Moment("verify", 10),
            new Moment("publish", 0));
    for (Moment moment : moments) {
      try (Submission job = job()) {
        job.awaitLine(" " + moment.phase() + " ");
        Thread.sleep(ThreadLocalRandom.current().nextInt(moment.millis() + 1));
        assertThat(job.program()).as("what is killed").isEqualTo("java");
        job.kill();

        assertThat(published()).as("after %s", moment).isIn(old, inTheSource());
        assertThat(job.await().exitCode()).as("killed, %s", moment).isEqualTo(128 + 9);
      }
    }
    assertSucceeds(job().await());

    assertThat(published()).isEqualTo(inTheSource());
    assertThat(files()).containsExactlyElementsOf(PUBLISHED);
    assertThat(runIdOfTheManifest()).isEqualTo(runIdOfTheTable());
  }

  @Test
  void aJobKilledBetweenTableAndManifestIsCompletedByTheNext()
      throws SQLException, IOException, InterruptedException {
    String newest = Files.readString(manifest());
    // As such a job leaves it.
    Path staging =
        Files.createDirectory(
            target().resolve(".order_line-%s.staging".formatted(runIdOfTheTable())));
    Files.move(manifest(), staging.resolve("manifest.json"));
    Files.writeString(manifest(), "of the run before");

    try (Submission next = job()) {
      next.awaitLine(" inspect ");
      next.kill();
      next.await();
    }

    assertThat(Files.readString(manifest())).isEqualTo(newest);
    assertThat(staging).doesNotExist();
  }

  @Test
  void aReaderNeverSeesAPartOfATable() throws SQLException, IOException, InterruptedException {
    List<String> seen = new ArrayList<>();
    // Large, so that a publication by copying would take long enough to be seen.
    try (Submission job = job(List.of(), List.of("--set", "target.parquet.compression=none"));
        Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute("SET enable_external_file_cache = false");
      job.awaitLine(" merge ");
      Path opened = directory.resolve("opened.parquet");
      while (job.isRunning()) {
        // DuckDB opens a file twice, for its footer and for its rows; a reader opens it once.
        Files.copy(table(), opened, StandardCopyOption.REPLACE_EXISTING);
        seen.add(one(duckdb, sums(opened)));
      }
      assertSucceeds(job.await());
    }
    seen.add(published());

    assertThat(seen).startsWith(old).endsWith(inTheSource()).containsOnly(old, inTheSource());
  }

  @Test
  void aJobThatIsToldToEndTakesItsStagedFilesWithIt()
      throws SQLException, IOException, InterruptedException {
    try (Submission job = job()) {
      job.awaitLine(" extract ");
      Thread.sleep(ThreadLocalRandom.current().nextInt(3000));
      job.terminate();

      assertThat(job.await().exitCode()).isEqualTo(128 + 15);
    }

    assertThat(files()).containsExactlyElementsOf(PUBLISHED);
    assertThat(published()).isEqualTo(old);
  }

  @Test
  void theSecondOfTwoJobsIsTurnedAway() throws SQLException, IOException, InterruptedException {
    try (Submission first = job()) {
      first.awaitLine(" inspect ");

      Outcome second = job().await();

      assertThat(second.exitCode()).isEqualTo(ExitCode.BUSY.code());
      assertThat(lastLine(second))
          .endsWith(
              "ERROR Cannot start: another run is writing this target; it holds the lock %s."
                  .formatted(target().resolve(".order_line.lock")));
      assertSucceeds(first.await());
    }
    assertThat(published()).isEqualTo(inTheSource());
  }

  @Test
  void aTaskWithoutRoomIsSaidInOneSentence()
      throws SQLException, IOException, InterruptedException {
    // Room for the job's jar, of which Spark makes a copy, and not for what a task writes.
    Outcome outcome = jobInFilesOf(11).await();

    assertNoRoom(outcome);
  }

  @Test
  void noRoomForTheWholeTableIsSaidInOneSentence()
      throws SQLException, IOException, InterruptedException {
    // Each part is small enough, all together are not.
    Outcome outcome = jobInFilesOf(16, "--set", "source.rows-per-split=1000").await();

    assertNoRoom(outcome);
  }

  @Test
  void noRoomForSparksCopyOfTheJarIsSaidInTheLastLine()
      throws SQLException, IOException, InterruptedException {
    Outcome outcome = jobInFilesOf(4).await();

    assertThat(lastLine(outcome))
        .endsWith(
            "ERROR Cannot write %s or Spark's local directory (SPARK_LOCAL_DIRS, spark.local.dir): File too large."
                .formatted(table()));
    assertNothingPublished(outcome);
  }

  private void assertNoRoom(Outcome outcome) throws SQLException, IOException {
    assertThat(outcome.errors())
        .filteredOn(line -> !line.contains(" INFO ") && !line.startsWith("NOTE: "))
        .singleElement()
        .asString()
        .endsWith("ERROR Cannot write %s: File too large.".formatted(table()));
    assertNothingPublished(outcome);
  }

  private void assertNothingPublished(Outcome outcome) throws SQLException, IOException {
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.TARGET.code());
    assertThat(published()).isEqualTo(old);
    assertThat(files()).containsExactlyElementsOf(PUBLISHED);
  }

  /** A limit on the size of a file stands for a full disk: it takes no disk and no privilege. */
  private static Submission jobInFilesOf(int mebibytes, String... options) throws IOException {
    List<String> uncompressed = new ArrayList<>(List.of(options));
    uncompressed.addAll(List.of("--set", "target.parquet.compression=none"));
    // The shell counts in 512 bytes.
    String limit = "ulimit -f %d; exec \"$0\" \"$@\"".formatted(mebibytes * 2048);
    return job(List.of("sh", "-c", limit), uncompressed);
  }

  private static void assertSucceeds(Outcome outcome) {
    assertThat(outcome.exitCode()).as(() -> String.join("\n", outcome.errors())).isZero();
  }

  private static Submission job() throws IOException {
    return job(List.of(), List.of());
  }

  private static Submission job(List<String> prefix, List<String> options) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of(Submission.LOCAL.toString(), "run", "--config", settings.toString()));
    command.addAll(options);
    Map<String, String> environment = new HashMap<>(shop.environment());
    // The job ends before the best compiler pays.
    environment.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    return Submission.start(directory, environment, command);
  }

  private static String lastLine(Outcome outcome) {
    return outcome.errors().get(outcome.errors().size() - 1);
  }

  private static Path target() {
    return directory.resolve("warehouse");
  }

  private static Path manifest() {
    return target().resolve("order_line.manifest.json");
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(target())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String inTheSource() throws SQLException {
    try (Connection source = shop.server().connect(shop.database())) {
      return one(
          source, "SELECT COUNT(*) AS n, CAST(SUM(quantity) AS CHAR) AS total FROM order_item");
    }
  }

  /** Reads every column of every row. */
  private static String published() throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      String all = "SELECT count(COLUMNS(*)) FROM read_parquet('%s')".formatted(table());
      assertThat(Rows.of(duckdb, all)).hasSize(1);
      return one(duckdb, sums(table()));
    }
  }

  private static String sums(Path file) {
    return "SELECT count(*) AS n, CAST(sum(quantity) AS VARCHAR) AS total FROM read_parquet('%s')"
        .formatted(file);
  }

  private static Path table() {
    return target().resolve("order_line.parquet");
  }

  private static String runIdOfTheTable() throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      return one(
              duckdb,
              """
              SELECT decode(value) AS id FROM parquet_kv_metadata('%s')
              WHERE decode(key) = 'shopsphere.run_id'"""
                  .formatted(table()))
          .replaceAll("id='(.*)'", "$1");
    }
  }

  private static String runIdOfTheManifest() throws IOException {
    return new ObjectMapper().readTree(Files.readString(manifest())).path("run_id").asText();
  }

  private static String one(Connection connection, String sql) throws SQLException {
    List<String> rows = Rows.of(connection, sql);
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }
}
