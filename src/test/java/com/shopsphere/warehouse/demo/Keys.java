package com.shopsphere.warehouse.demo;

import java.util.UUID;

/**
 * Text keys that ascend with time, as those of UUID version 7 do, so that rows made in this order
 * are appended to InnoDB's clustered index.
 *
 * @param seed what makes two databases differ
 * @param purpose whose keys they are
 */
record Keys(long seed, Draws.Purpose purpose) {
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000000000000000L;
  private static final long LOW_62_BITS = 0x3FFFFFFFFFFFFFFFL;

  /**
   * The key of a row.
   *
   * @param index the row's own number: different numbers give different keys
   * @param epochMilli when the row was made, in milliseconds since 1970; orders the keys
   * @return 36 characters
   */
  String at(long index, long epochMilli) {
    long random = Draws.of(seed, purpose, index).next();
    long high = (epochMilli << 16) | VERSION_7 | (random >>> 52);
    return new UUID(high, VARIANT | (random & LOW_62_BITS)).toString();
  }
}
