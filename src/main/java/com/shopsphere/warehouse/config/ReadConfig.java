package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * How the tables are read.
 *
 * @param rowsPerSplit rows that one task reads, at least 1000; empty to choose by the table's size
 * @param connections that are open at the same time, at least 1; empty to choose by the cores
 * @param limits of all readers together
 */
public record ReadConfig(
    OptionalInt rowsPerSplit,
    OptionalInt connections,
    ReadLimits limits,
    TypeConfig types,
    SnapshotConfig snapshot) {

  static final int LEAST_ROWS_PER_SPLIT = 1000;

  public ReadConfig {
    requireNonNull(limits, "limits");
    requireNonNull(types, "types");
    requireNonNull(snapshot, "snapshot");
    requireAtLeast(LEAST_ROWS_PER_SPLIT, rowsPerSplit, "rows per split");
    requireAtLeast(1, connections, "number of connections");
  }

  private static void requireAtLeast(int least, OptionalInt number, String what) {
    if (number.orElse(least) < least) {
      throw new IllegalArgumentException(
          "Invalid %s %d: expected at least %d".formatted(what, number.getAsInt(), least));
    }
  }
}
