package com.shopsphere.warehouse.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The whole job on generated data: starts a database, fills it, has {@code submit/local.sh} publish
 * the unified table, asks it a few questions, and has {@code submit/marts.sh} build the marts.
 */
@Command(
    name = "submit/demo.sh",
    description = "Shows the whole job on generated data, on this machine only.",
    mixinStandardHelpOptions = true)
final class Demo implements Callable<Integer> {

  private static final Path PROJECT = Path.of("").toAbsolutePath();

  @Option(
      names = "--scale",
      description = "Thousands of order lines, 1 to 10000 (default: ${DEFAULT-VALUE}).")
  private int scale = 20;

  @Option(names = "--seed", description = "Seed of the data (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--thirteen-tables",
      description = "Only the company's own tables, without regions and categories.")
  private boolean thirteenTables;

  @Option(
      names = "--output",
      description = "Directory of the published table (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("target", "demo", "warehouse");

  @Option(
      names = "--serve",
      description = "Only start and fill the database, and keep it until Ctrl-C.")
  private boolean serve;

  @Option(
      names = "--server",
      description =
          "mariadb or mysql (default: ${DEFAULT-VALUE}); mysql must have been unpacked:"
              + " mvn dependency:unpack@mysql-server.")
  private DemoServer server = DemoServer.MARIADB;

  @Option(
      names = "--server-option",
      description = "An option of the server's own, such as --innodb-buffer-pool-size=1G.")
  private List<String> serverOptions = new ArrayList<>();

  private Demo() {}

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Demo())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(
                (failed, line, parsed) -> {
                  line.getErr().println("The demo failed: " + failed.getMessage());
                  return 1;
                })
            .execute(arguments));
  }

  @Override
  public Integer call() throws SQLException, IOException, InterruptedException {
    Shape shape = thirteenTables ? Shape.THIRTEEN_TABLES : Shape.FIFTEEN_TABLES;
    String name = server.name().toLowerCase(Locale.ROOT);
    Path data = PROJECT.resolve("target/demo").resolve(name);
    say("Starting an embedded %s, generating %,d thousand order lines ...".formatted(name, scale));
    Instant start = Instant.now();
    try (DemoDatabase database =
        DemoDatabase.start(
            PROJECT,
            () -> server.start(data, serverOptions),
            new ShopsphereData(shape, scale, seed))) {
      say("%s holds, after %.1f s:".formatted(database.product(), seconds(start)));
      database
          .rowCounts()
          .forEach((table, rows) -> say("  %-16s %,12d rows".formatted(table, rows)));
      return serve ? serve(database) : publish(database);
    }
  }

  private static int serve(DemoDatabase database) throws InterruptedException {
    say("\nIn another terminal; here, Ctrl-C ends the database and removes its data:");
    database.environment().forEach((name, value) -> say("export %s=%s".formatted(name, value)));
    Thread.currentThread().join();
    return 0;
  }

  private int publish(DemoDatabase database)
      throws IOException, InterruptedException, SQLException {
    Path directory = PROJECT.resolve(output);
    List<String> plan = new ArrayList<>(List.of(PROJECT.resolve("submit/local.sh").toString()));
    String config = thirteenTables ? "conf/local-thirteen.conf" : "conf/local.conf";
    plan.addAll(
        List.of(
            "run",
            "--config",
            PROJECT.resolve(config).toString(),
            "--set",
            "target.parquet.path=" + directory));
    say("\nPublishing the unified table: submit/local.sh run --config " + config);
    int exitCode = run(plan, database.environment());
    if (exitCode != 0) {
      return exitCode;
    }
    Path table = directory.resolve("order_line.parquet");
    if (!thirteenTables) {
      FirstLook.print(table, System.out);
    }
    say(
        "\nPublished, with its manifest beside it: %s (%,d bytes)"
            .formatted(table, Files.size(table)));
    return buildMarts(directory);
  }

  /** The file is a new one: a history of other data would be that of another shop. */
  private static int buildMarts(Path published) throws IOException, InterruptedException {
    Path marts = PROJECT.resolve("target/demo/marts.duckdb");
    Files.deleteIfExists(marts);
    say("\nBuilding the marts from it: submit/marts.sh");
    int exitCode =
        run(
            List.of(PROJECT.resolve("submit/marts.sh").toString()),
            Map.of(
                "DBT_MARTS_PUBLISHED", published.toString(), "DBT_MARTS_DUCKDB", marts.toString()));
    if (exitCode == 0) {
      say("\nThe marts, for DuckDB 1.4 or later: " + marts);
    }
    return exitCode;
  }

  private static int run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(environment);
    Process process = builder.start();
    Thread ending = new Thread(process::destroy, "end-child");
    Runtime.getRuntime().addShutdownHook(ending);
    int exitCode = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(ending);
    return exitCode;
  }

  private static double seconds(Instant start) {
    return Duration.between(start, Instant.now()).toMillis() / 1000.0;
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
