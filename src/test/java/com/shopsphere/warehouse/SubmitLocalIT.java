package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar and the script as they are delivered, started from a directory that is not theirs. Both
 * directories have names that a shell, a launcher or a URI would take apart.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class SubmitLocalIT {

  private static Shop shop;

  private final Path directory;
  private final Path work;
  private final Path script;

  SubmitLocalIT(@TempDir Path directory) throws IOException {
    this.directory = directory;
    this.work = Files.createDirectory(directory.resolve("at work, 50%20"));
    Path project = directory.resolve("a shop's \"project\"");
    Files.createSymbolicLink(project, Path.of("").toAbsolutePath());
    this.script = project.resolve("submit/local.sh");
  }

  @BeforeAll
  static void createShop() throws SQLException {
    shop = Shop.create(Servers.mariadb(), Shape.FIFTEEN_TABLES, 1);
  }

  private Outcome submit(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    return Submission.run(work, environment, command);
  }

  private static String password() {
    return shop.environment().getOrDefault("WAREHOUSE_SOURCE_PASSWORD", "");
  }

  @Test
  void planPrintsTheTreeToStandardOutput() throws IOException, InterruptedException {
    Outcome outcome = submit(shop.environment(), "plan");

    assertThat(outcome.exitCode()).as(() -> String.join("\n", outcome.errors())).isZero();
    assertThat(outcome.output())
        .contains(
            "\norder_item                         grain: orderID, SKU ",
            "\n│  ├─ payment                      1:1  on orderID (UNIQUE payment_order) ",
            "\n└─* review                         1:n  on SKU, orderID (configured), nested as review ");
  }

  @Test
  void aPlanAsJsonIsAllThatStandsOnStandardOutput() throws IOException, InterruptedException {
    Outcome outcome = submit(shop.environment(), "plan", "--format", "json");

    assertThat(outcome.exitCode()).as(() -> String.join("\n", outcome.errors())).isZero();
    JsonNode json =
        new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .readTree(outcome.output());
    assertThat(json.at("/grain/table").asText()).isEqualTo("order_item");
  }

  @Test
  void runPublishesBelowTheWorkingDirectoryAndShowsNoPassword()
      throws IOException, InterruptedException, SQLException {
    Outcome outcome = submit(shop.environment(), "run");

    assertThat(outcome.exitCode()).as(() -> String.join("\n", outcome.errors())).isZero();
    Path table = work.resolve("warehouse/order_line.parquet");
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      assertThat(Rows.of(duckdb, "SELECT count(*) AS n FROM read_parquet('%s')".formatted(table)))
          .containsExactly("n=1000");
    }
    String manifest = Files.readString(work.resolve("warehouse/order_line.manifest.json"));
    JsonNode json = new ObjectMapper().readTree(manifest);
    assertThat(json.path("rows").asLong()).isEqualTo(1000);
    assertThat(json.path("version").asText()).isEqualTo(Version.current().number());
    assertThat(json.path("commit").asText()).isEqualTo(Version.current().commit());
    assertThat(json.path("checks").findValuesAsText("passed")).isNotEmpty().containsOnly("true");
    assertThat(manifest).doesNotContain(password());
    assertThat(outcome.output()).isEmpty();
    assertThat(String.join("\n", outcome.errors()))
        .contains("publish", "order_line.parquet")
        .doesNotContain(password(), "Exception", "WARN", "ERROR");
  }

  @Test
  void tellsTheVersionOfTheJar() throws IOException, InterruptedException {
    Outcome outcome = submit(Map.of(), "--version");

    assertThat(outcome)
        .isEqualTo(
            new Outcome(0, "shopsphere-warehouse %s\n".formatted(Version.current()), List.of()));
  }

  @Test
  void helpNeedsNeitherJarNorSpark() throws IOException, InterruptedException {
    Outcome outcome =
        Submission.run(directory, Map.of(), List.of(copiedScript().toString(), "--help"));

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.output())
        .startsWith("Usage: submit/local.sh COMMAND [OPTIONS]")
        .contains("SPARK_HOME", "SUBMIT_MASTER", "SUBMIT_MEMORY", "SUBMIT_SPARK_OPTIONS");
    assertThat(outcome.errors()).isEmpty();
  }

  @Test
  void aMissingJarIsSaidTogetherWithHowToMakeIt() throws IOException, InterruptedException {
    Outcome outcome =
        Submission.run(directory, Map.of(), List.of(copiedScript().toString(), "plan"));

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(outcome.errors())
        .containsExactly(
            "Cannot find the job's jar below %s: run 'mvn -DskipTests package' first."
                .formatted(directory.toRealPath().resolve("target")));
  }

  /** The script without what is around it in the project. */
  private Path copiedScript() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("submit"));
    return Files.copy(Submission.LOCAL, folder.resolve("local.sh"));
  }

  @Test
  void aSparkHomeWithoutSparkIsNamed() throws IOException, InterruptedException {
    Outcome outcome = submit(shop.environmentWith("SPARK_HOME", "/nowhere"), "plan");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(outcome.errors())
        .containsExactly("Cannot use SPARK_HOME=/nowhere: it holds no bin/spark-submit.");
    assertThat(outcome.output()).isEmpty();
  }

  @Test
  void anInvalidSettingEndsWithItsSentence() throws IOException, InterruptedException {
    Outcome outcome = submit(shop.environment(), "run", "--set", "target.table=two  words");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(String.join("\n", outcome.errors())).contains("target.table", "'two  words'");
    assertThat(outcome.output()).isEmpty();
  }

  @Test
  void aJarWithoutTheConnectorOfCloudSqlTellsHowToBuildOneWithIt()
      throws IOException, InterruptedException {
    Outcome outcome =
        submit(
            shop.environmentWith("WAREHOUSE_SOURCE_CLOUD_SQL_INSTANCE", "project:region:shop"),
            "plan");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.CONFIGURATION.code());
    assertThat(outcome.errors())
        .singleElement()
        .asString()
        .endsWith(
            "ERROR Invalid source.cloud-sql.instance: expected a jar with the connector of Cloud SQL (mvn -Pcloud-sql package), found one without com.google.cloud.sql.mysql.SocketFactory.");
  }

  @Test
  void aWrongPasswordEndsWithItsSentence() throws IOException, InterruptedException {
    Outcome outcome =
        submit(shop.environmentWith("WAREHOUSE_SOURCE_PASSWORD", "wrong-9b1e"), "plan");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.SOURCE.code());
    assertThat(outcome.errors())
        .singleElement()
        .asString()
        .endsWith(
            "ERROR Cannot log in to MySQL at 127.0.0.1:%d as '%s': the server refuses the user (source.user) or the password (source.password, source.password-file or source.password-alias)."
                .formatted(shop.server().port(), shop.environment().get("WAREHOUSE_SOURCE_USER")));
    assertThat(outcome.output()).isEmpty();
  }
}
