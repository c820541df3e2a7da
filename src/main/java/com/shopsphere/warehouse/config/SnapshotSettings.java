package com.shopsphere.warehouse.config;

import java.time.Duration;
import java.util.function.Supplier;

/** The settings below {@code source.snapshot}. */
final class SnapshotSettings {

  private final Settings settings;

  SnapshotSettings(Settings settings) {
    this.settings = settings;
  }

  /** The record, to be asked for once the settings are known to be valid. */
  Supplier<SnapshotConfig> read() {
    SnapshotLock lock = settings.choice("source.snapshot.lock", SnapshotLock.values());
    Duration wait = settings.duration("source.snapshot.wait");
    if (wait.toSeconds() < 1) {
      settings.refuse("source.snapshot.wait", "at least 1s");
    }
    boolean blocksDdl = settings.flag("source.snapshot.blocks-ddl");
    int attempts = settings.integer("source.snapshot.attempts", 1, 100);
    return () -> new SnapshotConfig(lock, wait, blocksDdl, attempts);
  }
}
