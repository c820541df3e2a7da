package com.shopsphere.warehouse.demo;

/**
 * A choice in which few are chosen often and many seldom: rank {@code r} about as often as {@code 1
 * / r^skew}, as Zipf's law has it.
 *
 * @param size how many there are to choose from, at least 1
 * @param skew how uneven the choice is, from 0 (even), included, to 1, excluded
 */
record Popularity(long size, double skew) {

  Popularity {
    if (size < 1) {
      throw new IllegalArgumentException("Invalid popularity: size %d is below 1".formatted(size));
    }
    if (!(skew >= 0 && skew < 1)) {
      throw new IllegalArgumentException(
          "Invalid popularity: skew %s is not in 0 (included) to 1 (excluded)".formatted(skew));
    }
  }

  /**
   * The rank, from 0 for the most popular, that a share of all choices falls on.
   *
   * @param share from 0, included, to 1, excluded
   */
  long rank(double share) {
    double power = 1 - skew;
    double widest = StrictMath.pow(size + 1.0, power) - 1;
    long rank = (long) StrictMath.pow(1 + share * widest, 1 / power) - 1;
    return Math.min(rank, size - 1);
  }
}
