package com.shopsphere.warehouse.demo;

import java.util.List;

/**
 * The random choices of one row, recomputable at any time from a seed, a purpose and the row's
 * index.
 *
 * <p>The steps are those of SplitMix64. Different indexes of one seed and purpose give different
 * first values, because each step is a bijection: the first value may serve as a unique key.
 */
final class Draws {
  /** What choices are made for; each purpose has a sequence of its own. */
  enum Purpose {
    WORDS,
    CUSTOMER,
    CUSTOMER_KEY,
    CUSTOMER_ORDER,
    REGION,
    PHONE,
    ADDRESS,
    SUPPLIER,
    SUPPLIER_KEY,
    SUPPLIER_EMAIL,
    SUPPLIER_PHONE,
    PRODUCT,
    PRODUCT_KEY,
    PRICE,
    PRODUCT_ORDER,
    ORDER,
    ORDER_KEY,
    ORDER_SLOT,
    ORDERING,
    LINES,
    PAYMENT,
    PAYMENT_KEY,
    SHIPMENT,
    SHIPMENT_KEY,
    SHIPPED,
    CARRIER,
    REVIEW,
    REVIEW_KEY;

    private final long salt = name().hashCode();
  }

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  private Draws(long state) {
    this.state = state;
  }

  static Draws of(long seed, Purpose purpose, long index) {
    long start = mix(seed + purpose.salt * GOLDEN);
    return new Draws(mix(start + index * GOLDEN));
  }

  long next() {
    state += GOLDEN;
    return mix(state);
  }

  /** A whole number from 0, included, to the bound, excluded. */
  int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /** A number from 0, included, to 1, excluded. */
  double unit() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  /** Whether something happens that happens so many times in a thousand. */
  boolean perMille(int times) {
    return below(1000) < times;
  }

  <T> T pick(List<T> values) {
    return values.get(below(values.size()));
  }

  /** Draws the index of a weight, as often as the weight's share of all weights. */
  int weighted(int... weights) {
    int total = 0;
    for (int weight : weights) {
      total += weight;
    }
    int left = below(total);
    int index = 0;
    while (left >= weights[index]) {
      left -= weights[index];
      index++;
    }
    return index;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
