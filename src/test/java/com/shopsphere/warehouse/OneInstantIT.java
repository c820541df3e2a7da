package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.shopsphere.warehouse.failure.ExitCode;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Rows;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.SparkCluster;
import com.shopsphere.warehouse.testing.Submission;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import com.shopsphere.warehouse.testing.Transfers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two tables are read in many splits while amounts move from one to the other: the published table
 * never shows half a move, and the source is never left with anything of the job.
 */
@Timeout(
    value = 5,
    unit = java.util.concurrent.TimeUnit.MINUTES,
    threadMode = ThreadMode.SEPARATE_THREAD)
class OneInstantIT {

  private static final String PASSWORD = "secret";
  private static final String LOCAL = "local[2]";

  private static SparkCluster cluster;

  @TempDir private static Path clusterDirectory;
  @TempDir private Path directory;

  private final EmbeddedServer server = Servers.mysql();
  private String database = "";
  private String user = "";

  static Stream<String> masters() {
    return Stream.of(LOCAL, cluster.master());
  }

  @BeforeAll
  static void startCluster() throws IOException, InterruptedException {
    cluster = SparkCluster.start(clusterDirectory);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @BeforeEach
  void createTables() throws SQLException {
    database = Servers.freshDatabase(server);
    Transfers.createTables(server, database);
    user = "o" + database.substring(database.length() - 20);
    server.createUser(user, PASSWORD, "SELECT", database);
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("GRANT RELOAD ON *.* TO `%s`@`%%`".formatted(user));
    }
  }

  @ParameterizedTest
  @MethodSource("masters")
  void noTransactionShowsByHalf(String master) throws Exception {
    try (Transfers writing = Transfers.start(server, database);
        Submission job = job(master)) {
      job.awaitLine(" snapshot ");
      writing.awaitMoves(3);

      assertSucceeds(job.await());
    }

    assertThat(published()).isEqualTo(Transfers.SEEN_AT_ONE_INSTANT);
    JsonNode manifest = manifest();
    assertThat(manifest.at("/snapshot/method").asText()).isEqualTo("FLUSH TABLES WITH READ LOCK");
    assertThat(manifest.at("/tables/0/splits").asInt()).isGreaterThan(5);
    requireNothingLeft();
  }

  @Test
  void anExecutorThatIsLostDoesNotMixInstants() throws Exception {
    try (Transfers writing = Transfers.start(server, database);
        Submission job = job(cluster.master(), "--set", "source.max-rows-per-second=8000")) {
      job.awaitLine(" extract ");
      writing.awaitMoves(3);
      Thread.sleep(1000);
      Optional<ProcessHandle> executor = cluster.executor();
      assertThat(executor).isPresent();
      executor.get().destroyForcibly();

      assertSucceeds(job.await());
    }

    assertThat(published()).isEqualTo(Transfers.SEEN_AT_ONE_INSTANT);
    requireNothingLeft();
  }

  @Test
  void aRunThatLosesAllConnectionsReadsAnewFromAnotherInstant() throws Exception {
    try (Transfers writing = Transfers.start(server, database);
        Submission job = job(LOCAL, "--set", "source.max-rows-per-second=8000")) {
      job.awaitLine(" extract ");
      Thread.sleep(500);
      cutConnections();
      job.awaitLine("Attempt 1 of 3 (source.snapshot.attempts) is given up: ");
      writing.awaitMoves(3);

      assertSucceeds(job.await());
    }

    assertThat(published()).isEqualTo(Transfers.SEEN_AT_ONE_INSTANT);
    requireNothingLeft();
  }

  private void cutConnections() throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      for (String id :
          Rows.of(
              connection,
              "SELECT id FROM information_schema.processlist WHERE user = '%s'".formatted(user))) {
        statement.execute("KILL " + id.replaceAll("\\D", ""));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("masters")
  void aKilledJobLeavesNothingOnTheServer(String master) throws Exception {
    try (Submission job = job(master, "--set", "source.max-rows-per-second=8000")) {
      job.awaitLine(" extract ");
      Thread.sleep(500);
      job.kill();

      assertThat(job.await().exitCode()).isEqualTo(128 + 9);
    }
    requireNothingLeft();
  }

  @Test
  void executorsThatComeAndGoAreRefused() throws Exception {
    Outcome outcome =
        job(
                cluster.master(),
                Map.of(
                    "SUBMIT_SPARK_OPTIONS",
                    "--conf spark.dynamicAllocation.enabled=true"
                        + " --conf spark.dynamicAllocation.shuffleTracking.enabled=true"))
            .await();

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(outcome.errors())
        .anyMatch(
            line ->
                line.contains(
                    "Invalid spark.dynamicAllocation.enabled: expected false, found true"));
    requireNothingLeft();
  }

  private Submission job(String master, String... options) throws IOException {
    return job(master, Map.of(), options);
  }

  private Submission job(String master, Map<String, String> variables, String... options)
      throws IOException {
    Path settings =
        Files.writeString(
            directory.resolve("job.conf"),
            """
            source.rows-per-split = 2000
            merge {
              grain = payer
              relations = [{ from = payer, to = payee, on { id = id }, role = other }]
            }
            target.table = moves
            target.parquet.path = "%s"
            """
                .formatted(directory.resolve("warehouse")));
    List<String> command =
        new ArrayList<>(
            List.of(Submission.LOCAL.toString(), "run", "--config", settings.toString()));
    command.addAll(List.of(options));
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "WAREHOUSE_SOURCE_HOST", server.host(),
                "WAREHOUSE_SOURCE_PORT", Integer.toString(server.port()),
                "WAREHOUSE_SOURCE_DATABASE", database,
                "WAREHOUSE_SOURCE_USER", user,
                "WAREHOUSE_SOURCE_PASSWORD", PASSWORD,
                "SUBMIT_MASTER", master,
                "JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1"));
    environment.putAll(variables);
    return Submission.start(directory, environment, command);
  }

  private static void assertSucceeds(Outcome outcome) {
    assertThat(outcome.exitCode()).as(() -> String.join("\n", outcome.errors())).isZero();
  }

  private String published() throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      return Rows.of(
              duckdb,
              """
              SELECT CAST(sum(amount) + sum(other_amount) AS BIGINT) AS total,
                CAST(sum(moves) - sum(other_moves) AS BIGINT) AS difference
              FROM read_parquet('%s')"""
                  .formatted(directory.resolve("warehouse").resolve("moves.parquet")))
          .get(0);
    }
  }

  private JsonNode manifest() throws IOException {
    return new ObjectMapper()
        .readTree(Files.readString(directory.resolve("warehouse").resolve("moves.manifest.json")));
  }

  private void requireNothingLeft() throws SQLException, InterruptedException {
    List<String> left = List.of();
    for (int i = 0; i < 300; i++) {
      try (Connection connection = server.connect()) {
        left =
            Rows.of(
                connection,
                """
                SELECT id, command, state, info FROM information_schema.processlist
                WHERE user = '%s'"""
                    .formatted(user));
      }
      if (left.isEmpty()) {
        return;
      }
      Thread.sleep(100);
    }
    assertThat(left).as("connections of the job").isEmpty();
  }
}
