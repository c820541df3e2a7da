package com.shopsphere.warehouse.bench;

/**
 * What a contestant read.
 *
 * @param quantity sum of the quantities, if it was to be formed
 */
record Tally(long rows, long quantity) {

  static final Tally NOTHING = new Tally(0, 0);

  Tally plus(Tally other) {
    return new Tally(rows + other.rows, quantity + other.quantity);
  }
}
