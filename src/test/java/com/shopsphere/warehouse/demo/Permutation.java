package com.shopsphere.warehouse.demo;

/**
 * The numbers below a size in another order, computed without keeping them.
 *
 * @param size how many numbers there are, from 1 to 2^31
 * @param factor below the size, and without a common divisor with it
 * @param offset where number 0 goes, below the size
 */
record Permutation(long size, long factor, long offset) {

  Permutation {
    if (size < 1 || size > 1L << 31) {
      throw new IllegalArgumentException(
          "Invalid permutation: size %d is not in 1..2^31".formatted(size));
    }
  }

  static Permutation of(long size, Draws draws) {
    long factor = 1 + Math.floorMod(draws.next(), size);
    while (greatestCommonDivisor(factor, size) != 1) {
      factor++;
    }
    return new Permutation(size, factor % size, Math.floorMod(draws.next(), size));
  }

  /** Where a number below the size goes. */
  long at(long number) {
    return (number * factor + offset) % size;
  }

  private static long greatestCommonDivisor(long a, long b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
