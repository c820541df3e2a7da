package com.shopsphere.warehouse.extract;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * How many rows one split has.
 *
 * @param fixed for all tables; empty to choose it for each by its size
 * @param connections that read at the same time, at least 1
 */
public record SplitSize(OptionalInt fixed, int connections) {

  /** Fewer would cost more in tasks and queries than in reading. */
  private static final long LEAST = 50_000;

  /** More would make a task long, and its loss dear. */
  private static final long MOST = 500_000;

  /** So that connections that are done early have something left to read. */
  private static final long SPLITS_PER_CONNECTION = 4;

  public SplitSize {
    requireNonNull(fixed, "fixed");
    if (connections < 1 || fixed.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "Invalid size of splits: %s rows for %d connections".formatted(fixed, connections));
    }
  }

  /**
   * Rows of one split.
   *
   * @param estimatedRows of the table
   * @return at least 1
   */
  public int rows(long estimatedRows) {
    long share = estimatedRows / (SPLITS_PER_CONNECTION * connections);
    return fixed.orElse((int) Math.min(MOST, Math.max(LEAST, share)));
  }
}
