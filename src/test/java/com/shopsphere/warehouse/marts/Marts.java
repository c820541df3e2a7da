package com.shopsphere.warehouse.marts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.shopsphere.warehouse.testing.Rows;
import com.shopsphere.warehouse.testing.Submission;
import com.shopsphere.warehouse.testing.Submission.Outcome;
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
import java.util.TreeMap;

/**
 * The marts in a directory of their own, which {@code submit/marts.sh} builds as its users start
 * it: a DuckDB file and dbt's artifacts.
 *
 * @param directory where the script is started and everything is written
 * @param published where the job has published the unified table
 */
record Marts(Path directory, Path published) {

  /** Absolute, since the working directory is another. */
  static final Path SCRIPT = Path.of("submit", "marts.sh").toAbsolutePath();

  private static final ObjectMapper JSON = new ObjectMapper();

  Marts {
    requireNonNull(directory, "directory");
    requireNonNull(published, "published");
  }

  /** The same marts, as they are now, in another directory. */
  Marts copiedTo(Path other) throws IOException {
    Files.copy(
        directory.resolve("marts.duckdb"), Files.createDirectories(other).resolve("marts.duckdb"));
    return new Marts(other, published);
  }

  /** The same marts of a publication that says something else in its manifest. */
  Marts claiming(String found, String claimed) throws IOException {
    Path claiming = Files.createDirectories(directory.resolve("claiming"));
    Files.copy(published.resolve("order_line.parquet"), claiming.resolve("order_line.parquet"));
    String manifest = Files.readString(published.resolve("order_line.manifest.json"));
    if (!manifest.contains(found)) {
      throw new IllegalStateException("Cannot find %s in %s".formatted(found, manifest));
    }
    Files.writeString(
        claiming.resolve("order_line.manifest.json"), manifest.replace(found, claimed));
    return new Marts(directory, claiming);
  }

  /** Runs the script to its end. */
  Outcome run(String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), arguments);
  }

  /**
   * Runs the script to its end.
   *
   * @param environment what it finds besides, or in place of, what these marts need
   */
  Outcome run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    try (Submission submission = start(SCRIPT, environment, arguments)) {
      return submission.await();
    }
  }

  /**
   * Starts a script.
   *
   * @param script {@link #SCRIPT}, or that of another copy of the project
   */
  Submission start(Path script, Map<String, String> environment, String... arguments)
      throws IOException {
    Files.createDirectories(directory);
    Map<String, String> variables = new HashMap<>();
    variables.put("DBT_MARTS_PUBLISHED", published.toString());
    // From the working directory, as a user would name it.
    variables.put("DBT_MARTS_DUCKDB", "marts.duckdb");
    variables.put("DBT_TARGET_PATH", artifacts().toString());
    variables.put("DBT_LOG_PATH", artifacts().toString());
    variables.putAll(environment);
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    return Submission.start(directory, variables, command);
  }

  /** Asks the marts. */
  List<String> rows(String sql) throws SQLException {
    try (Connection connection = connect()) {
      return Rows.of(connection, sql);
    }
  }

  /** Opens the DuckDB file; dbt cannot before this is closed. */
  Connection connect() throws SQLException {
    Connection connection =
        DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("marts.duckdb"));
    try (Statement statement = connection.createStatement()) {
      // The file's database and the schema in it have one name.
      statement.execute("USE marts.marts");
    }
    return connection;
  }

  /**
   * What dbt's last command came to.
   *
   * @return pass, success, fail, error, skipped and the like, by the unique id of the node
   */
  Map<String, String> statuses() throws IOException {
    Map<String, String> statuses = new TreeMap<>();
    for (JsonNode result : artifact("run_results.json").path("results")) {
      statuses.put(result.path("unique_id").asText(), result.path("status").asText());
    }
    return statuses;
  }

  /** What dbt knows of the project: every model, test and macro. */
  JsonNode manifest() throws IOException {
    return artifact("manifest.json");
  }

  /** One of the documents that dbt leaves behind. */
  JsonNode artifact(String name) throws IOException {
    return json(artifacts().resolve(name));
  }

  static JsonNode json(Path file) throws IOException {
    return JSON.readTree(file.toFile());
  }

  Path artifacts() {
    return directory.resolve("dbt");
  }
}
