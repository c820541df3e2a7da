package com.shopsphere.warehouse.demo;

/**
 * How many rows the main tables have.
 *
 * @param scale thousands of order lines, from 1 to 10,000
 */
record ShopSize(int scale) {
  static final int LARGEST_SCALE = 10_000;

  ShopSize {
    if (scale < 1 || scale > LARGEST_SCALE) {
      throw new IllegalArgumentException(
          "Invalid scale: expected 1 to %d, found %d".formatted(LARGEST_SCALE, scale));
    }
  }

  long customers() {
    return 100L * scale;
  }

  long suppliers() {
    return 8 + 2L * scale;
  }

  long products() {
    return 50L * scale;
  }

  long orders() {
    return (long) OrderSlots.COUNT * scale;
  }

  long orderLines() {
    return 1000L * scale;
  }
}
