package com.shopsphere.warehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.failure.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The password, which may come from two places and may be shown in none. */
class SourceSettingsTest {

  private static final List<String> REQUIRED =
      List.of("source.database=shop", "source.user=reader", "merge.grain=order_item");

  private final Path directory;

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
  void refusesTwoPasswords() {
    assertThatThrownBy(() -> read("source.password=a", "source.password-file=b"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Invalid source.password: expected either source.password or source.password-file,"
                + " found both.");
  }

  @Test
  void tellsThatThePasswordFileIsNotThere() {
    assertThatThrownBy(() -> read("source.password-file=nowhere"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("Invalid source.password-file: cannot read 'nowhere' (NoSuchFileException).");
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
            "target.bigquery.options.gcpAccessToken=hunter3",
            "target.bigquery.options.credentials=hunter4");

    assertThat(config.toString()).doesNotContain("hunter");
    assertThat(config.effective().toString()).doesNotContain("hunter");
    assertThat(config.effective())
        .containsEntry("source.password", "******")
        .containsEntry("target.bigquery.options.gcpAccessToken", "******")
        .containsEntry("target.bigquery.options.credentials", "******");
  }

  @Test
  void theEffectiveSettingsAreEveryKeyThatHasAValue() {
    assertThat(read().effective())
        .containsOnly(
            Map.entry("source.host", "127.0.0.1"),
            Map.entry("source.port", "3306"),
            Map.entry("source.database", "shop"),
            Map.entry("source.user", "reader"),
            Map.entry("source.ssl-mode", "preferred"),
            Map.entry("source.connect-timeout", "10s"),
            Map.entry("source.rows-per-split", "200000"),
            Map.entry("merge.grain", "order_item"),
            Map.entry("merge.naming", "snake-case"),
            Map.entry("merge.max-depth", "4"),
            Map.entry("merge.max-columns", "1000"),
            Map.entry("merge.max-elements", "10000"),
            Map.entry("merge.relations", "[]"),
            Map.entry("merge.order", "[]"),
            Map.entry("merge.allocate", "[]"),
            Map.entry("merge.broadcast-limit", "64MiB"),
            Map.entry("target.type", "parquet"),
            Map.entry("target.table", "unified"),
            Map.entry("target.parquet.path", "warehouse"),
            Map.entry("target.parquet.compression", "zstd"),
            Map.entry("target.bigquery.write-method", "direct"));
  }

  private String password(String... overrides) {
    return read(overrides).source().password().value();
  }

  private JobConfig read(String... overrides) {
    List<String> all = new ArrayList<>(REQUIRED);
    all.addAll(List.of(overrides));
    return new ConfigReader(Map.of(), directory).read(Optional.empty(), all);
  }
}
