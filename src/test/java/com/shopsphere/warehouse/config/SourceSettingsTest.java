package com.shopsphere.warehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.failure.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who logs in and how; the password may come from three places and may be shown in none. */
class SourceSettingsTest {

  private static final List<String> REQUIRED =
      List.of("source.database=shop", "source.user=reader", "merge.grain=order_item");

  private final Path directory;
  private final Map<String, Secret> stored = new HashMap<>();

  SourceSettingsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void aUserMayHaveNoPassword() {
    assertThat(password()).isEmpty();
  }

  @Test
  void readsThePasswordFromAFileBesideTheWorkingDirectory() throws IOException {
    Files.writeString(directory.resolve("password"), "hunter2");

    assertThat(password("source.password-file=password")).isEqualTo("hunter2");
  }

  @Test
  void leavesTheLineEndAfterAPasswordOut() throws IOException {
    Files.writeString(directory.resolve("unix"), "hunter2\n");
    Files.writeString(directory.resolve("windows"), "hunter2\r\n");

    assertThat(password("source.password-file=unix")).isEqualTo("hunter2");
    assertThat(password("source.password-file=windows")).isEqualTo("hunter2");
  }

  @Test
  void keepsTheBlanksOfAPassword() throws IOException {
    Files.writeString(directory.resolve("password"), " hunter 2 \t\n");

    assertThat(password("source.password-file=password")).isEqualTo(" hunter 2 \t");
  }

  @Test
  void findsThePasswordInAStore() {
    stored.put("shop-reader", new Secret("hunter2\n"));

    assertThat(password("source.password-alias=shop-reader")).isEqualTo("hunter2");
    assertThat(read("source.password-alias=shop-reader").effective().toString())
        .contains("source.password-alias=shop-reader")
        .doesNotContain("hunter2");
  }

  @Test
  void tellsThatTheStoreHasNoSuchSecret() {
    assertThatThrownBy(() -> read("source.password-alias=shop-reader"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Invalid source.password-alias: expected the name of a secret in the map of the test,"
                + " found 'shop-reader' (--set).");
  }

  @Test
  void tellsThatTheStoreCannotBeRead() {
    assertThatThrownBy(() -> read("source.password-alias=broken"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("Invalid source.password-alias: cannot read the map of the test: it is torn.");
  }

  @Test
  void anEmptyTextTakesThePlaceOfThePasswordBack() throws IOException {
    Files.writeString(directory.resolve("password"), "hunter2");

    assertThat(password("source.password-alias=", "source.password-file=password"))
        .isEqualTo("hunter2");
    assertThat(password("source.password-alias=")).isEmpty();
  }

  @Test
  void refusesTwoPasswords() {
    stored.put("c", new Secret("hunter2"));

    assertThatThrownBy(() -> read("source.password=a", "source.password-alias=c"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Invalid source.password: expected one of source.password, source.password-file,"
                + " source.password-alias, found source.password and source.password-alias.");
  }

  @Test
  void tellsThatThePasswordFileIsNotThere() {
    assertThatThrownBy(() -> read("source.password-file=nowhere"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("Invalid source.password-file: cannot read 'nowhere' (NoSuchFileException).");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1"})
  void nothingIsEncryptedWithinThisMachine(String host) {
    assertThat(read("source.host=" + host).source().sslMode()).isEqualTo(SslMode.DISABLED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"db.example", "10.0.0.7", "127.example", "::2", "localhost.example"})
  void anyOtherHostMustProveWhoItIs(String host) {
    assertThat(read("source.host=" + host).source().sslMode()).isEqualTo(SslMode.VERIFY_IDENTITY);
  }

  @Test
  void tellsThatTheFileOfTheAuthorityIsNotThere() {
    assertThatThrownBy(() -> read("source.host=db.example", "source.ssl-ca=nowhere.pem"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("Invalid source.ssl-ca: cannot read 'nowhere.pem' (NoSuchFileException).");
  }

  @Test
  void tellsThatTheFileOfTheAuthorityHoldsNone() throws IOException {
    Files.writeString(directory.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\nMIIB\n");

    assertThatThrownBy(() -> read("source.host=db.example", "source.ssl-ca=key.pem"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Invalid source.ssl-ca: expected a file of certificates in PEM, found none in 'key.pem'"
                + " (--set).");
  }

  @Test
  void tellsThatACertificateIsDamaged() throws IOException {
    Files.writeString(
        directory.resolve("ca.pem"),
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");

    assertThatThrownBy(() -> read("source.host=db.example", "source.ssl-ca=ca.pem"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "Invalid source.ssl-ca: expected a file of certificates in PEM, found one that cannot be"
                + " read (");
  }

  @Test
  void anAuthorityIsOfNoUseWhereNobodyLooksAtTheCertificate() {
    assertThatThrownBy(() -> read("source.ssl-ca=ca.pem"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Invalid source.ssl-ca: expected source.ssl-mode = verify-ca or verify-identity with it,"
                + " found disabled.");
  }

  @Test
  void showsNoSecretInAnyText() {
    JobConfig config =
        read(
            "source.password=hunter2",
            "target.type=bigquery",
            "target.bigquery.project=p",
            "target.bigquery.dataset=d",
            "target.bigquery.staging-path=/tmp/staging",
            "target.bigquery.access-token=hunter3",
            "target.bigquery.options.proxySecret=hunter4");

    assertThat(config.toString()).doesNotContain("hunter");
    assertThat(config.effective().toString()).doesNotContain("hunter");
    assertThat(config.effective())
        .containsEntry("source.password", "******")
        .containsEntry("target.bigquery.access-token", "******")
        .containsEntry("target.bigquery.options.proxySecret", "******");
  }

  @Test
  void theEffectiveSettingsAreEveryKeyThatHasAValue() {
    assertThat(read().effective())
        .containsOnly(
            Map.entry("source.host", "127.0.0.1"),
            Map.entry("source.port", "3306"),
            Map.entry("source.database", "shop"),
            Map.entry("source.user", "reader"),
            Map.entry("source.connect-timeout", "10s"),
            Map.entry("source.cloud-sql.ip-type", "private"),
            Map.entry("source.cloud-sql.iam-auth", "false"),
            Map.entry("source.snapshot.lock", "auto"),
            Map.entry("source.snapshot.wait", "10s"),
            Map.entry("source.snapshot.blocks-ddl", "false"),
            Map.entry("source.snapshot.attempts", "3"),
            Map.entry("source.types.tinyint1", "integer"),
            Map.entry("source.types.invalid-dates", "fail"),
            Map.entry("source.types.spatial", "wkt"),
            Map.entry("merge.grain", "order_item"),
            Map.entry("merge.naming", "snake-case"),
            Map.entry("merge.max-depth", "4"),
            Map.entry("merge.max-columns", "1000"),
            Map.entry("merge.max-elements", "10000"),
            Map.entry("merge.relations", "[]"),
            Map.entry("merge.order", "[]"),
            Map.entry("merge.allocate", "[]"),
            Map.entry("merge.broadcast-limit", "64MiB"),
            Map.entry("staging.keep", "7d"),
            Map.entry("target.type", "parquet"),
            Map.entry("target.land", "[]"),
            Map.entry("target.table", "unified"),
            Map.entry("target.parquet.path", "warehouse"),
            Map.entry("target.parquet.compression", "zstd"),
            Map.entry("target.bigquery.write-method", "direct"),
            Map.entry("target.bigquery.create-dataset", "false"),
            Map.entry("target.bigquery.write-disposition", "truncate"),
            Map.entry("target.bigquery.max-shrink", "0.2"),
            Map.entry("target.bigquery.schema-drift", "fail"),
            Map.entry("target.bigquery.partition-by", "day"),
            Map.entry("target.bigquery.cluster", "[]"),
            Map.entry("target.bigquery.datetime", "datetime"),
            Map.entry("target.bigquery.staging-expiration", "1d"),
            Map.entry("target.bigquery.timeout", "1h"),
            Map.entry("target.bigquery.retry-time", "1m"));
  }

  private String password(String... overrides) {
    return read(overrides).source().password().value();
  }

  private JobConfig read(String... overrides) {
    List<String> all = new ArrayList<>(REQUIRED);
    all.addAll(List.of(overrides));
    return new ConfigReader(Map.of(), directory, new StoredSecrets(stored))
        .read(Optional.empty(), all);
  }
}
