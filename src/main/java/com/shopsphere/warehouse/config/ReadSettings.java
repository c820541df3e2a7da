package com.shopsphere.warehouse.config;

import java.util.OptionalInt;
import java.util.function.Supplier;

/** The settings below {@code source} that tell how tables are read. */
final class ReadSettings {

  private final Settings settings;

  ReadSettings(Settings settings) {
    this.settings = settings;
  }

  /** The record, to be asked for once the settings are known to be valid. */
  Supplier<ReadConfig> read() {
    OptionalInt rowsPerSplit =
        settings.optionalInteger(
            "source.rows-per-split", ReadConfig.LEAST_ROWS_PER_SPLIT, Integer.MAX_VALUE);
    OptionalInt connections = settings.optionalInteger("source.connections", 1, Integer.MAX_VALUE);
    ReadLimits limits =
        new ReadLimits(
            settings.optionalCount("source.max-rows-per-second").orElse(ReadLimits.UNLIMITED),
            settings.optionalBytes("source.max-bytes-per-second").orElse(ReadLimits.UNLIMITED));
    Supplier<TypeConfig> types = new TypeSettings(settings).read();
    Supplier<SnapshotConfig> snapshot = new SnapshotSettings(settings).read();
    return () -> new ReadConfig(rowsPerSplit, connections, limits, types.get(), snapshot.get());
  }
}
