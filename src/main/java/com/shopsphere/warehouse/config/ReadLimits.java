package com.shopsphere.warehouse.config;

import java.io.Serializable;

/**
 * How fast rows may be read, so that the source has time for others.
 *
 * @param rowsPerSecond at least 1
 * @param bytesPerSecond at least 1
 */
public record ReadLimits(long rowsPerSecond, long bytesPerSecond) implements Serializable {

  static final long UNLIMITED = Long.MAX_VALUE;

  public ReadLimits {
    requirePositive("rows", rowsPerSecond);
    requirePositive("bytes", bytesPerSecond);
  }

  private static void requirePositive(String what, long limit) {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "Invalid limit of %d %s per second: expected at least 1".formatted(limit, what));
    }
  }

  public static ReadLimits none() {
    return new ReadLimits(UNLIMITED, UNLIMITED);
  }

  /**
   * The share of each of several readers.
   *
   * @param readers at least 1
   */
  public ReadLimits among(int readers) {
    return new ReadLimits(share(rowsPerSecond, readers), share(bytesPerSecond, readers));
  }

  private static long share(long limit, int readers) {
    return limit == UNLIMITED ? UNLIMITED : Math.max(1, limit / readers);
  }
}
