package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.demo.Shape;
import com.shopsphere.warehouse.failure.ExitCode;
import com.shopsphere.warehouse.testing.CredentialStore;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.Shop;
import com.shopsphere.warehouse.testing.Submission;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A planted password is looked for in everything that a run leaves behind: what it prints, Spark's
 * event log, the published files and what lies about after a failure.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class SecretsIT {

  private static final String PLANTED = "pl4nted-s3cret%";

  /** Whatever is done to the last letter, as in an address. */
  private static final String RECOGNISED = "pl4nted-s3cret";

  private static Shop shop;

  @TempDir private Path directory;

  @BeforeAll
  static void createShop() throws SQLException {
    shop = Shop.create(Servers.mysql(), Shape.FIFTEEN_TABLES, 1);
    shop.execute(
        "ALTER USER %s@'%%' IDENTIFIED BY '%s'"
            .formatted(shop.environment().get("WAREHOUSE_SOURCE_USER"), PLANTED));
  }

  @Test
  void aRunThatPublishesShowsNoPassword() throws IOException, InterruptedException {
    Outcome outcome = submit(Map.of());

    assertThat(outcome.exitCode()).as(() -> String.join("\n", outcome.errors())).isZero();
    assertThat(directory.resolve("warehouse/order_line.manifest.json")).exists();
    assertThat(Files.size(eventLog())).isPositive();
    assertThat(leftBehind(outcome)).allSatisfy(SecretsIT::holdsNoSecret);
  }

  /** Spark's own settings, which name the store, are in the event log. */
  @Test
  void aRunThatFailsInSparkShowsNoPasswordThatItFoundInAStore()
      throws IOException, InterruptedException {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    String store = CredentialStore.create(elsewhere, "shop-reader", PLANTED);
    Map<String, String> variables = new HashMap<>(shop.environment());
    variables.remove("WAREHOUSE_SOURCE_PASSWORD");
    variables.put("WAREHOUSE_SOURCE_PASSWORD_ALIAS", "shop-reader");
    variables.put(
        "SUBMIT_SPARK_OPTIONS",
        "%s --conf spark.hadoop.%s=%s".formatted(eventLogging(), CredentialStore.PATH, store));

    Outcome outcome = run(variables, "--set", "merge.max-elements=1");

    assertThat(String.join("\n", outcome.errors())).contains(" catalog ", "merge.max-elements");
    assertThat(Files.size(eventLog())).isPositive();
    assertThat(leftBehind(outcome)).allSatisfy(SecretsIT::holdsNoSecret);
  }

  @Test
  void aRunWithoutItsTableShowsNoPassword() throws IOException, InterruptedException {
    Outcome outcome = submit(Map.of(), "--set", "merge.grain=nowhere");

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.PLAN.code());
    assertThat(leftBehind(outcome)).allSatisfy(SecretsIT::holdsNoSecret);
  }

  @Test
  void aPasswordThatIsRefusedIsNotShownEither() throws IOException, InterruptedException {
    Outcome outcome = submit(Map.of("WAREHOUSE_SOURCE_PASSWORD", RECOGNISED + "-but-wrong"));

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.SOURCE.code());
    assertThat(leftBehind(outcome)).allSatisfy(SecretsIT::holdsNoSecret);
  }

  private Outcome submit(Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    Map<String, String> variables = new HashMap<>(shop.environment());
    variables.put("WAREHOUSE_SOURCE_PASSWORD", PLANTED);
    variables.put("SUBMIT_SPARK_OPTIONS", eventLogging());
    variables.putAll(environment);
    return run(variables, options);
  }

  private String eventLogging() throws IOException {
    Path events = Files.createDirectories(directory.resolve("events"));
    return "--conf spark.eventLog.enabled=true --conf spark.eventLog.dir=" + events.toUri();
  }

  private Outcome run(Map<String, String> variables, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Submission.LOCAL.toString(), "run"));
    command.addAll(List.of(options));
    return Submission.run(directory, variables, command);
  }

  private Path eventLog() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("events"))) {
      return files.findFirst().orElseThrow();
    }
  }

  /** Each file below the working directory, and what went to standard output and error. */
  private Map<String, String> leftBehind(Outcome outcome) throws IOException {
    Map<String, String> texts = new HashMap<>();
    texts.put("standard output", outcome.output());
    texts.put("standard error", String.join("\n", outcome.errors()));
    try (Stream<Path> files = Files.walk(directory)) {
      files.filter(Files::isRegularFile).forEach(file -> texts.put(file.toString(), text(file)));
    }
    return texts;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void holdsNoSecret(String place, String text) {
    String encoded =
        Base64.getEncoder()
            .withoutPadding()
            .encodeToString(RECOGNISED.getBytes(StandardCharsets.UTF_8));
    assertThat(text.contains(RECOGNISED)).as(place).isFalse();
    assertThat(text.contains(encoded.substring(0, encoded.length() - 1))).as(place).isFalse();
  }
}
