package com.shopsphere.warehouse.testing;

import static com.shopsphere.warehouse.testing.CapturedLog.capture;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.WarehouseJobRunner;
import com.shopsphere.warehouse.testing.bigquery.BigQueryServer;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A database made for one test, the job run on it, and its table read back by DuckDB as {@code
 * unified}.
 */
public final class SchemaRun {

  private static final String PASSWORD = "canary-7f3d";

  private final EmbeddedServer server;
  private final String database;
  private final String user;
  private final Path directory;
  private final List<String> land;
  private final String target;

  /** What a run came to. */
  public record Outcome(int exitCode, List<String> log) {

    /** The one message of a run that failed. */
    public String message() {
      return log.stream().filter(line -> line.contains("ERROR")).findFirst().orElse("");
    }
  }

  private SchemaRun(
      EmbeddedServer server,
      String database,
      String user,
      Path directory,
      List<String> land,
      String target) {
    this.server = server;
    this.database = database;
    this.user = user;
    this.directory = directory;
    this.land = land;
    this.target = target;
  }

  /**
   * Creates a database and fills it.
   *
   * @param directory for configuration and output; empty
   * @param statements run one by one, foreign key checks on
   */
  public static SchemaRun create(EmbeddedServer server, Path directory, String... statements)
      throws SQLException {
    String database = Servers.freshDatabase(server);
    String user = "u" + database.substring(database.length() - 20);
    String target = "parquet.path = \"%s\"".formatted(directory);
    SchemaRun run = new SchemaRun(server, database, user, directory, List.of(), target);
    run.execute(statements);
    server.createUser(user, PASSWORD, "SELECT, LOCK TABLES", database);
    return run;
  }

  /** The same, with tables that are published beside the unified one. */
  public SchemaRun landing(String... tables) {
    return new SchemaRun(server, database, user, directory, List.of(tables), target);
  }

  /** The same, published to a dataset of BigQuery. */
  public SchemaRun into(BigQueryServer bigQuery, String dataset) {
    return new SchemaRun(
        server, database, user, directory, land, bigQuery.target(dataset, directory));
  }

  public String database() {
    return database;
  }

  /** Has the administrator do something in the database, all on one connection. */
  public void execute(String... statements) throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Lets the job's user read another database, too. */
  public void mayAlsoRead(String other) throws SQLException {
    execute("GRANT SELECT ON `%s`.* TO '%s'@'%%'".formatted(other.replace("_", "\\_"), user));
  }

  /** Leaves the job's user these tables of the database and no other. */
  public void mayReadOnly(String... tables) throws SQLException {
    String pattern = database.replace("_", "\\_");
    execute("REVOKE SELECT ON `%s`.* FROM '%s'@'%%'".formatted(pattern, user));
    for (String table : tables) {
      execute("GRANT SELECT ON `%s`.`%s` TO '%s'@'%%'".formatted(database, table, user));
    }
  }

  /**
   * Runs the job and expects it to publish.
   *
   * @param merge what stands in the braces of {@code merge { }}, in HOCON
   */
  public Outcome publish(String merge, String... further) {
    Outcome outcome = run(merge, further);
    assertThat(outcome.exitCode()).as(() -> String.join("\n", outcome.log())).isZero();
    return outcome;
  }

  /** Runs the job, whatever comes of it. */
  public Outcome run(String merge, String... further) {
    return command("run", merge, further);
  }

  /** Runs a command of the job. */
  public Outcome command(String command, String merge, String... further) {
    try (var log = capture()) {
      List<String> arguments =
          new ArrayList<>(List.of(command, "--config", configuration(merge).toString()));
      arguments.addAll(List.of(further));
      int exitCode = WarehouseJobRunner.run(environment(), arguments.toArray(String[]::new));
      return new Outcome(exitCode, log.lines());
    }
  }

  private Path configuration(String merge) {
    try {
      return Files.writeString(
          directory.resolve("job.conf"),
          """
          merge { %s }
          target { table = unified, land = %s, %s }
          """
              .formatted(merge, ConfigValueFactory.fromIterable(land).render(), target));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private Map<String, String> environment() {
    return Map.of(
        "WAREHOUSE_SOURCE_HOST", server.host(),
        "WAREHOUSE_SOURCE_PORT", Integer.toString(server.port()),
        "WAREHOUSE_SOURCE_DATABASE", database,
        "WAREHOUSE_SOURCE_USER", user,
        "WAREHOUSE_SOURCE_PASSWORD", PASSWORD);
  }

  /**
   * Rows of a query on the table {@code unified}, and those that were landed, by DuckDB; see {@link
   * Rows}.
   */
  public List<String> published(String sql) throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      try (Statement statement = duckdb.createStatement()) {
        for (String table : tables()) {
          statement.execute(
              "CREATE VIEW \"%s\" AS SELECT * FROM read_parquet('%s')"
                  .formatted(table, directory.resolve(table + ".parquet")));
        }
      }
      return Rows.of(duckdb, sql);
    }
  }

  /** Names of the published tables, ascending. */
  public List<String> tables() {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".parquet"))
          .map(name -> name.substring(0, name.length() - ".parquet".length()))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Rows of a query by the server itself, in UTC; see {@link Rows}. */
  public List<String> onServer(String sql) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", server.user());
    properties.setProperty("password", server.password());
    properties.setProperty("useServerPrepStmts", "true");
    properties.setProperty("allowPublicKeyRetrieval", "true");
    properties.setProperty("yearIsDateType", "false");
    try (Connection connection =
        DriverManager.getConnection(server.jdbcUrl(database), properties)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET time_zone = '+00:00'");
      }
      return Rows.of(connection, sql);
    }
  }

  /**
   * Where the published table and the server part.
   *
   * @param published on the table {@code unified}, by DuckDB
   * @param expected on the source, by the server itself
   * @return an empty text if they agree; see {@link Rows#firstDifference}
   */
  public String difference(String published, String expected) throws SQLException {
    return Rows.firstDifference(published(published), onServer(expected));
  }

  /** The manifest of the published table. */
  public String manifest() throws IOException {
    return Files.readString(directory.resolve("unified.manifest.json"));
  }
}
