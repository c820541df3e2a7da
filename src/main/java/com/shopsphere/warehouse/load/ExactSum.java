package com.shopsphere.warehouse.load;

import java.io.Serializable;
import java.math.BigInteger;

/** A sum of whole numbers, of any size; begins at 0. */
final class ExactSum implements Serializable {

  private static final long serialVersionUID = 1;

  /** What a long holds, which is nearly always all of it. */
  private long small;

  private BigInteger large = BigInteger.ZERO;

  void add(long number) {
    long sum = small + number;
    boolean overflown = ((small ^ sum) & (number ^ sum)) < 0;
    if (overflown) {
      large = large.add(BigInteger.valueOf(small));
      small = number;
    } else {
      small = sum;
    }
  }

  void add(BigInteger number) {
    large = large.add(number);
  }

  void add(ExactSum other) {
    add(other.small);
    add(other.large);
  }

  BigInteger value() {
    return large.add(BigInteger.valueOf(small));
  }
}
