package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * Where a run keeps what it has read and merged, so that a failed one can be resumed.
 *
 * @param path directory on any Hadoop file system; empty: nothing is kept, rows are merged as they
 *     are read
 * @param keep how long after its start what a run has kept is left there, more than zero
 */
public record StagingConfig(Optional<String> path, Duration keep) {

  public StagingConfig {
    requireNonNull(path, "path");
    if (keep.isZero() || keep.isNegative()) {
      throw new IllegalArgumentException(
          "Invalid time to keep %s: expected more than zero".formatted(keep));
    }
  }
}
