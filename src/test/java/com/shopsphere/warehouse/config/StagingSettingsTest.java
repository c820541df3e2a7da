package com.shopsphere.warehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.failure.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a run keeps what it reads, and for how long. */
class StagingSettingsTest {

  private static final List<String> REQUIRED =
      List.of("source.database=shop", "source.user=reader", "merge.grain=order_item");

  @Test
  void aRunKeepsNothingUnlessItIsToldWhere() {
    assertThat(read()).isEqualTo(new StagingConfig(Optional.empty(), Duration.ofDays(7)));
  }

  @Test
  void thePathMayBeOnAnyFileSystem() {
    assertThat(read("staging.path=gs://bucket/kept", "staging.keep=12h"))
        .isEqualTo(new StagingConfig(Optional.of("gs://bucket/kept"), Duration.ofHours(12)));
  }

  @Test
  void refusesAPathWithoutACharacterAndAKeepingForNoTime() {
    assertThatThrownBy(() -> read("staging.path= ", "staging.keep=0s"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Invalid staging.path: expected a directory, or null")
        .hasMessageContaining("Invalid staging.keep: expected a duration");
  }

  private static StagingConfig read(String... overrides) {
    List<String> all = new ArrayList<>(REQUIRED);
    all.addAll(List.of(overrides));
    return new ConfigReader(Map.of(), Path.of("").toAbsolutePath())
        .read(Optional.empty(), all)
        .staging();
  }
}
