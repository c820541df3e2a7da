package com.shopsphere.warehouse.testing.bigquery;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * BigQuery's SQL on this machine, for dbt: it runs what dbt-bigquery sends, contracts, MERGE and
 * snapshots included. The Spark connector cannot use it ({@link BigQueryEmulator} is for that).
 *
 * <p>It is empty at start and forgotten at the end. The first start on a machine installs Python
 * packages, 105 MB in a few seconds.
 */
public final class DialectEmulator implements AutoCloseable {

  private static final String PROJECT = "test";
  private static final String LOCATION = "EU";
  private static final Path HOME = Path.of("target", "dialect-emulator").toAbsolutePath();
  private static final PythonProgram PROGRAM =
      new PythonProgram(
          "launch_dialect_emulator.py", List.of(), "dialect_requirements.txt", List.of());

  private final EmulatorProcess process;
  private final BigQueryRest rest;

  private DialectEmulator(EmulatorProcess process) {
    this.process = process;
    this.rest = new BigQueryRest(httpEndpoint(), PROJECT, LOCATION, "no-token");
  }

  /**
   * Starts an emulator on a free port of the loopback address.
   *
   * @param directory for its log, which should not outlive the test
   * @throws IllegalStateException if Python 3.11 is missing, the packages cannot be installed or
   *     the emulator does not start; the message quotes the last output
   */
  public static DialectEmulator start(Path directory) {
    var python = PythonEnvironment.at(HOME, PROGRAM);
    return new DialectEmulator(EmulatorProcess.start(python, directory, Map.of(), List.of()));
  }

  /** What tells {@code submit/marts.sh} to build here. */
  public Map<String, String> martsEnvironment() {
    return Map.of(
        "DBT_MARTS_TARGET", "bigquery",
        "DBT_MARTS_BIGQUERY_PROJECT", PROJECT,
        "DBT_MARTS_BIGQUERY_LOCATION", LOCATION,
        "DBT_MARTS_BIGQUERY_METHOD", "oauth-secrets",
        "DBT_MARTS_BIGQUERY_TOKEN", "no-token",
        "DBT_MARTS_BIGQUERY_ENDPOINT", httpEndpoint(),
        "DBT_MARTS_BIGQUERY_RETRIES", "0");
  }

  public void createDataset(String dataset) {
    rest.createDataset(dataset, LOCATION);
  }

  /** See {@link BigQueryServer#query}. */
  public List<List<@Nullable String>> query(String sql) {
    return rest.query(sql);
  }

  /** Names of a table's columns, in their order. */
  public List<String> columns(String dataset, String table) {
    return rest.send("GET", "datasets/%s/tables/%s".formatted(dataset, table), null)
        .body()
        .at("/schema/fields")
        .findValuesAsText("name");
  }

  /** The end of the emulator's log, to be quoted where something failed. */
  public String lastOutput() {
    return process.lastOutput();
  }

  @Override
  public void close() {
    process.close();
  }

  private String httpEndpoint() {
    return "http://127.0.0.1:" + process.ports().get(0);
  }
}
