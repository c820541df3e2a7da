package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How all tables come to be read at one instant.
 *
 * @param patience longest wait for the lock, and longest time that it is held; at least one second
 * @param blocksDdl whether no table may be altered until all are read
 * @param attempts how often a run takes a snapshot before it gives up, at least 1
 */
public record SnapshotConfig(
    SnapshotLock lock, Duration patience, boolean blocksDdl, int attempts) {

  public SnapshotConfig {
    requireNonNull(lock, "lock");
    if (patience.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "Invalid wait for a lock %s: expected at least 1 s".formatted(patience));
    }
    if (attempts < 1) {
      throw new IllegalArgumentException(
          "Invalid attempts %d: expected at least 1".formatted(attempts));
    }
  }
}
