package com.shopsphere.warehouse.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.shopsphere.warehouse.catalog.CatalogReader;
import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.Secret;
import com.shopsphere.warehouse.config.SourceConfig;
import com.shopsphere.warehouse.config.SslMode;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads Shopsphere's tables to nowhere as one contestant does, and prints what was read and what
 * that took; or writes down how the tables are cut, for those who cannot do so themselves.
 *
 * <p>Where the database is comes from the environment, as for the job.
 */
final class ReadBenchmark {

  private static final String USAGE =
      "Usage: ReadBenchmark ours|builtin|jdbc SPLITS all|TABLE [sum], or: ReadBenchmark cut SPLITS";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a JVM that has nothing to do takes in half a second, at the most. */
  private static final long IDLE_NANOS = 10_000_000;

  /** Odd, so that one is in the middle. */
  private static final int READINGS_AFTER_SUM = 5;

  private final MySqlSource source;
  private final Path splits;

  private ReadBenchmark(MySqlSource source, Path splits) {
    this.source = source;
    this.splits = splits;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2) {
      throw new IllegalArgumentException(USAGE);
    }
    ReadBenchmark benchmark = new ReadBenchmark(source(), Path.of(arguments[1]));
    if (arguments[0].equals("cut")) {
      benchmark.cut();
      return;
    }
    Contestant contestant =
        Optional.ofNullable(Contestant.BY_NAME.get(arguments[0]))
            .filter(known -> arguments.length > 2)
            .orElseThrow(() -> new IllegalArgumentException(USAGE))
            .get();
    benchmark.run(contestant, arguments[2], arguments.length > 3);
  }

  private void cut() throws SQLException, IOException {
    Map<String, List<String>> predicates = new LinkedHashMap<>();
    try (Connection connection = source.connect()) {
      for (Table table : tables("all")) {
        predicates.put(
            table.name(), OurSource.planner(source).plan(connection, table).predicates());
      }
    }
    JSON.writeValue(splits.toFile(), predicates);
  }

  private List<Table> tables(String wanted) {
    return new CatalogReader(source)
        .read().tables().stream()
            .filter(table -> table.kind() == Table.Kind.BASE_TABLE)
            .filter(table -> wanted.equals("all") || wanted.equals(table.name()))
            .toList();
  }

  /** After a sum, reads the same without it several times, when everything has been compiled. */
  private void run(Contestant contestant, String wanted, boolean summing) throws Exception {
    if (summing) {
      contestant.read(source, reading(wanted, true));
    }
    List<Cost> costs = new ArrayList<>();
    int readings = summing ? READINGS_AFTER_SUM : 1;
    for (int i = 0; i < readings; i++) {
      costs.add(measured(contestant, wanted));
    }
    Tally tally = contestant.end();
    Cost middle =
        costs.stream().sorted(Comparator.comparing(Cost::processor)).toList().get(readings / 2);
    System.out.printf(
        "%nRESULT {\"rows\": %d, \"quantity\": %d, \"reading_wall_s\": %.3f, \"reading_cpu_s\": %.3f}%n",
        summing ? tally.rows() / (1 + readings) : tally.rows(),
        tally.quantity(),
        middle.wall() / 1e9,
        middle.processor() / 1e9);
  }

  /** In nanoseconds. */
  private record Cost(long wall, long processor) {}

  private Cost measured(Contestant contestant, String wanted) throws Exception {
    settle();
    long wall = System.nanoTime();
    long processor = processorNanos();
    contestant.read(source, reading(wanted, false));
    wall = System.nanoTime() - wall;
    processor = processorNanos() - processor;
    return new Cost(wall, processor);
  }

  /**
   * Waits until the JVM has compiled what its start left to compile: that is no part of reading.
   */
  private static void settle() throws InterruptedException {
    long before;
    do {
      before = processorNanos();
      Thread.sleep(500);
    } while (processorNanos() - before > IDLE_NANOS);
  }

  private Reading reading(String wanted, boolean summing) throws IOException {
    Map<String, List<String>> cuts =
        JSON.readValue(Files.readString(splits), new TypeReference<>() {});
    return new Reading(tables(wanted), cuts, summing);
  }

  /** Of all threads, the compiler's and the collector's among them. */
  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static MySqlSource source() {
    return new MySqlSource(
        new SourceConfig(
            environment("HOST"),
            Integer.parseInt(environment("PORT")),
            environment("DATABASE"),
            environment("USER"),
            new Secret(environment("PASSWORD")),
            SslMode.DISABLED,
            null,
            Duration.ofSeconds(10),
            null));
  }

  private static String environment(String name) {
    String variable = "WAREHOUSE_SOURCE_" + name;
    return Objects.requireNonNull(System.getenv(variable), variable);
  }
}
