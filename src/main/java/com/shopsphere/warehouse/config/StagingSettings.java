package com.shopsphere.warehouse.config;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The settings below {@code staging}. */
final class StagingSettings {

  private final Settings settings;

  StagingSettings(Settings settings) {
    this.settings = settings;
  }

  /** The record, to be asked for once the settings are known to be valid. */
  Supplier<StagingConfig> read() {
    Optional<String> path = settings.text("staging.path");
    if (path.filter(String::isBlank).isPresent()) {
      settings.refuse("staging.path", "a directory, or null");
    }
    Duration keep = settings.duration("staging.keep");
    return () -> new StagingConfig(path, keep);
  }
}
