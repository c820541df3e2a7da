package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.demo.Shape;
import com.shopsphere.warehouse.testing.Rows;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.Shop;
import com.shopsphere.warehouse.testing.SparkCluster;
import com.shopsphere.warehouse.testing.Submission;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar on a standalone cluster that starts the driver on one of its workers. {@link
 * OneInstantIT} has the driver where the job is submitted.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class SubmitClusterIT {

  private static final String ON_A_WORKER =
      "--deploy-mode cluster --conf spark.standalone.submit.waitAppCompletion=true";

  private static SparkCluster cluster;
  private static Shop shop;

  @TempDir private static Path clusterDirectory;
  @TempDir private Path directory;

  @BeforeAll
  static void start() throws IOException, InterruptedException, SQLException {
    cluster = SparkCluster.start(clusterDirectory);
    shop = Shop.create(Servers.mariadb(), Shape.FIFTEEN_TABLES, 1);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  /** The environment goes with the driver; the configuration is read where it runs. */
  @Test
  void theDriverRunsOnAWorker() throws IOException, InterruptedException, SQLException {
    Outcome outcome = submit(shop.environment());

    assertThat(outcome.exitCode()).as(() -> String.join("\n", outcome.errors())).isZero();
    assertThat(outcome.errors()).anyMatch(line -> line.contains(" is FINISHED"));
    assertThat(published()).containsExactly("n=1000");
    assertThat(logs()).contains("INFO  publish ").doesNotContain(password());
  }

  /** Spark tells the outcome of a driver that it started elsewhere by a line, not by its status. */
  @Test
  void aDriverThatFailsOnAWorkerIsToldByItsState()
      throws IOException, InterruptedException, SQLException {
    Outcome outcome = submit(shop.environmentWith("WAREHOUSE_SOURCE_PASSWORD", "wrong-9b1e"));

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.errors()).anyMatch(line -> line.contains(" is FAILED"));
    assertThat(logs()).contains("ERROR Cannot log in to MySQL ").doesNotContain("wrong-9b1e");
    assertThat(directory.resolve("published/order_line.parquet")).doesNotExist();
  }

  private Outcome submit(Map<String, String> environment) throws IOException, InterruptedException {
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("SUBMIT_MASTER", cluster.master());
    variables.put("SUBMIT_SPARK_OPTIONS", ON_A_WORKER);
    return Submission.run(
        directory,
        variables,
        List.of(Submission.LOCAL.toString(), "run", "--config", configuration().toString()));
  }

  private Path configuration() throws IOException {
    return Files.writeString(
        directory.resolve("job.conf"),
        """
        include required(file("%s"))
        target.parquet.path = "%s"
        """
            .formatted(
                Path.of("conf/local.conf").toAbsolutePath(), directory.resolve("published")));
  }

  private List<String> published() throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      return Rows.of(
          duckdb,
          "SELECT count(*) AS n FROM read_parquet('%s')"
              .formatted(directory.resolve("published/order_line.parquet")));
    }
  }

  /** What master, workers, drivers and executors have written. */
  private static String logs() throws IOException {
    StringBuilder logs = new StringBuilder();
    try (Stream<Path> files = Files.walk(clusterDirectory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".jar")) {
          logs.append(Files.readString(file, StandardCharsets.UTF_8));
        }
      }
    }
    return logs.toString();
  }

  private static String password() {
    return shop.environment().getOrDefault("WAREHOUSE_SOURCE_PASSWORD", "");
  }
}
