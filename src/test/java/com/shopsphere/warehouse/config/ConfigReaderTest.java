package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.failure.ConfigurationException;
import com.shopsphere.warehouse.testing.Types;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layers of the settings, and what is said of a layer that is wrong. */
class ConfigReaderTest {

  private static final String REQUIRED =
      """
      source { database = shop, user = reader }
      merge.grain = order_item
      """;

  private final Path directory;

  ConfigReaderTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void takesTheDefaultsForWhatNobodySets() throws IOException {
    JobConfig config = read(REQUIRED);

    assertThat(config.source())
        .isEqualTo(
            new SourceConfig(
                "127.0.0.1",
                3306,
                "shop",
                "reader",
                new Secret(""),
                SslMode.DISABLED,
                null,
                Duration.ofSeconds(10),
                null));
    assertThat(config.read())
        .isEqualTo(
            new ReadConfig(
                OptionalInt.empty(),
                OptionalInt.empty(),
                ReadLimits.none(),
                Types.DEFAULTS,
                new SnapshotConfig(SnapshotLock.AUTO, Duration.ofSeconds(10), false, 3)));
    assertThat(config.merge())
        .isEqualTo(
            new MergeConfig(
                "order_item",
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Naming.SNAKE_CASE,
                new MergeLimits(4, 1000, 10_000),
                64L * 1024 * 1024));
    assertThat(config.target())
        .isEqualTo(
            new TargetConfig.Parquet(
                "unified", List.of(), directory.resolve("warehouse"), Compression.ZSTD));
  }

  @Test
  void theFileWinsOverTheDefaults() throws IOException {
    assertThat(read(REQUIRED + "source.port = 3307").source().port()).isEqualTo(3307);
  }

  @Test
  void theEnvironmentWinsOverTheFile() throws IOException {
    JobConfig config =
        read(
            REQUIRED + "source.ssl-mode = disabled",
            Map.of("WAREHOUSE_SOURCE_SSL_MODE", "verify-ca", "HOME", "/somewhere"));

    assertThat(config.source().sslMode()).isEqualTo(SslMode.VERIFY_CA);
  }

  @Test
  void theCommandLineWinsOverTheEnvironment() throws IOException {
    JobConfig config = read(REQUIRED, Map.of("WAREHOUSE_SOURCE_PORT", "3307"), "source.port=3308");

    assertThat(config.source().port()).isEqualTo(3308);
  }

  @Test
  void theLastOfSeveralArgumentsForOneSettingWins() throws IOException {
    JobConfig config = read(REQUIRED, Map.of(), "source.port=3307", "source.port = 3308");

    assertThat(config.source().port()).isEqualTo(3308);
  }

  @Test
  void theCommandLineReachesTheEntriesOfAnOpenObject() throws IOException {
    JobConfig config =
        read(REQUIRED + "merge.folds { address = nest }", Map.of(), "merge.folds.review=leave-out");

    assertThat(config.merge().folds())
        .containsOnly(
            Map.entry("address", new FoldConfig.Nest()),
            Map.entry("review", new FoldConfig.LeaveOut()));
  }

  @Test
  void needsNoFileWhenEnvironmentAndCommandLineSayEnough() {
    JobConfig config =
        reader(Map.of("WAREHOUSE_SOURCE_DATABASE", "shop", "WAREHOUSE_SOURCE_USER", "reader"))
            .read(Optional.empty(), List.of("merge.grain=order_item"));

    assertThat(config.source().database()).isEqualTo("shop");
  }

  @Test
  void aFileIncludesAnother() throws IOException {
    Files.writeString(directory.resolve("common.conf"), "merge.max-depth = 2");

    assertThat(read(REQUIRED + "include required(\"common.conf\")").merge().limits().depth())
        .isEqualTo(2);
  }

  @Test
  void aFileThatIsIncludedButMissingIsAnError() {
    assertThatThrownBy(() -> read(REQUIRED + "include required(\"comon.conf\")"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Invalid configuration file %s: comon.conf: ".formatted(file()));
  }

  @Test
  void tellsEveryProblemAtOnce() {
    ThrowingCallable reading =
        () ->
            read(
                """
                source {
                  database = shop
                  pasword = x
                  port = 70000
                  ssl-mode = verify_ca
                  connect-timeout = soon
                  rows-per-split = many
                  connections = 0
                }
                merge.grain = order_item
                merge.folds { address = nst }
                target.table = "order-line"
                """);

    assertThatConfigurationFails(
        reading,
        "Invalid source.pasword (%s: 3): there is no such setting; did you mean 'source.password'?",
        "Invalid source.port: expected a whole number from 1 to 65535, found 70000 (%s: 4).",
        "Invalid source.user: it is required and not set; set it in a file, with --set or as"
            + " WAREHOUSE_SOURCE_USER.",
        "Invalid source.ssl-mode: expected one of disabled, preferred, required, verify-ca,"
            + " verify-identity, found 'verify_ca' (%s: 5); did you mean 'verify-ca'?",
        "Invalid source.connect-timeout: expected a duration such as 10s, at least 1 ms, found"
            + " 'soon' (%s: 6).",
        "Invalid source.rows-per-split: expected a whole number from 1000 to 2147483647, found"
            + " 'many' (%s: 7).",
        "Invalid source.connections: expected a whole number from 1 to 2147483647, found 0"
            + " (%s: 8).",
        "Invalid merge.folds.address: expected one of nest, flatten, pick, aggregate, leave-out,"
            + " found 'nst' (%s: 11); did you mean 'nest'?",
        "Invalid target.table: expected letters, digits and underscores, found 'order-line'.");
  }

  @Test
  void tellsTheProblemsOfAllLayersTogether() {
    assertThatThrownBy(
            () ->
                read(
                    REQUIRED + "source.prot = 1",
                    Map.of("WAREHOUSE_SOURCE_PASWORD", "x", "WAREHOUSE_SOURCE_PORT", "0"),
                    "nonsense",
                    "target.typ=parquet"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            problems(
                "Invalid --set nonsense: expected key=value.",
                "Invalid target.typ (--set): there is no such setting; did you mean 'target.type'?",
                "Invalid environment variable WAREHOUSE_SOURCE_PASWORD: it names no setting; did you"
                    + " mean 'WAREHOUSE_SOURCE_PASSWORD'?",
                "Invalid source.prot (%s: 3): there is no such setting; did you mean 'source.port'?"
                    .formatted(file()),
                "Invalid source.port: expected a whole number from 1 to 65535, found 0 (environment"
                    + " variable WAREHOUSE_SOURCE_PORT)."));
  }

  @Test
  void aFileThatIsNotThereIsToldWithTheSettingsThatItWouldHaveGiven() {
    assertThatThrownBy(
            () ->
                reader(Map.of("WAREHOUSE_SOURCE_USER", "reader"))
                    .read(Optional.of(file()), List.of("source.database=shop", "merge.grain=a")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("Cannot read the configuration file %s (--config).".formatted(file()));
  }

  @Test
  void aFileThatIsNotHoconIsToldWithItsLine() {
    assertThatThrownBy(() -> read(REQUIRED + "target { table = [ }"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Invalid configuration file %s: %s: 3: ".formatted(file(), file()));
  }

  @Test
  void anUnknownSubstitutionIsToldWithTheProblemsOfTheLayers() {
    assertThatConfigurationFails(
        () -> read(REQUIRED + "source.prot = 0\ntarget.table = ${nowhere}"),
        "Invalid source.prot (%s: 3): there is no such setting; did you mean 'source.port'?",
        "Invalid configuration: %s: 4: Could not resolve substitution to a value: ${nowhere}");
  }

  @Test
  void refusesAFractionWhereAWholeNumberIsMeant() {
    assertThatConfigurationFails(
        () -> read(REQUIRED + "source.port = 3306.5"),
        "Invalid source.port: expected a whole number from 1 to 65535, found '3306.5' (%s: 3).");
  }

  @Test
  void tellsOnceThatAChoiceIsNotOneValue() {
    assertThatConfigurationFails(
        () -> read(REQUIRED + "source.ssl-mode { a = 1 }"),
        "Invalid source.ssl-mode: expected one of disabled, preferred, required, verify-ca,"
            + " verify-identity, found something else (%s: 3).");
  }

  @Test
  void tellsOnceThatARequiredTextIsNotOneValue() {
    assertThatConfigurationFails(
        () -> read(REQUIRED + "merge.grain = [a]"),
        "Invalid merge.grain: expected one value, found something else (%s: 3).");
  }

  @Test
  void tellsOnceThatAChoiceIsNotSet() {
    assertThatConfigurationFails(
        () -> read(REQUIRED + "merge.naming = null"),
        "Invalid merge.naming: expected one of snake-case, source, found nothing.");
  }

  @Test
  void aQuotedKeyWithDotsIsNotTheSettingOfThatName() {
    assertThatConfigurationFails(
        () -> read(REQUIRED + "\"merge.max-depth\" = 2"),
        "Invalid \"merge.max-depth\" (%s: 3): there is no such setting; did you mean"
            + " 'merge.max-depth'?");
  }

  @Test
  void refusesAnArgumentWhoseKeyIsNoPath() {
    assertThatConfigurationFails(
        () -> read(REQUIRED, Map.of(), "source..port=1"),
        "Invalid --set source..port: expected a key of names with dots between.");
  }

  @Test
  void refusesAValueWhereASectionIsMeant() {
    assertThatConfigurationFails(
        () -> read(REQUIRED + "target.parquet = here"),
        "Invalid target.parquet (%s: 3): there is no such setting; did you mean"
            + " 'target.parquet.path'?",
        "Invalid target.parquet.path: it is required and not set; set it in a file, with --set or"
            + " as WAREHOUSE_TARGET_PARQUET_PATH.",
        "Invalid target.parquet.compression: expected one of zstd, snappy, gzip, none, found"
            + " nothing.");
  }

  private JobConfig read(String text) throws IOException {
    return read(text, Map.of());
  }

  private JobConfig read(String text, Map<String, String> environment, String... overrides)
      throws IOException {
    Files.writeString(file(), text);
    return reader(environment).read(Optional.of(file()), List.of(overrides));
  }

  private ConfigReader reader(Map<String, String> environment) {
    return new ConfigReader(environment, directory);
  }

  private Path file() {
    return directory.resolve("job.conf");
  }

  /** Each problem may hold the file's name as {@code %s}. */
  private void assertThatConfigurationFails(ThrowingCallable reading, String... problems) {
    String[] named = new String[problems.length];
    for (int i = 0; i < named.length; i++) {
      named[i] = problems[i].replace("%s", file().toString());
    }
    assertThatThrownBy(reading)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(problems(named));
  }

  private static String problems(String... problems) {
    return requireNonNull(new ConfigurationException(List.of(problems)).getMessage());
  }
}
