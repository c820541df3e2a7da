package com.shopsphere.warehouse.demo;

/**
 * Which of every 400 orders have how many lines, and which have what kind of dirt.
 *
 * <p>Each block of 400 orders fills the slots 0 to 399 once, in an order of its own; so what
 * depends on the slot alone happens equally often in each block. A slot with a higher number has at
 * least as many lines.
 */
final class OrderSlots {
  static final int COUNT = 400;

  /** How many slots have a number of lines: {lines, slots}; 400 slots with 1,000 lines. */
  private static final int[][] SLOTS_BY_LINES = {
    {0, 8}, {1, 120}, {2, 112}, {3, 76}, {4, 40}, {5, 24}, {6, 12}, {8, 6}, {14, 2}
  };

  private OrderSlots() {}

  /** How many lines the order has: 0 to 14, 2.5 on average. */
  static int lines(int slot) {
    int last = 0;
    for (int[] group : SLOTS_BY_LINES) {
      last += group[1];
      if (slot < last) {
        return group[0];
      }
    }
    throw new IllegalArgumentException(
        "Invalid slot: expected 0 to %d, found %d".formatted(COUNT - 1, slot));
  }

  /** 8 of 400: nobody knows who ordered. */
  static boolean hasNoCustomer(int slot) {
    return slot % 50 == 13;
  }

  /** 5 of 400: nobody knows where it was ordered. */
  static boolean hasNoRegion(int slot) {
    return slot % 80 == 21;
  }

  /** 2 of 400: nobody knows when it was ordered. */
  static boolean hasNoTimestamp(int slot) {
    return slot % 200 == 99;
  }

  /**
   * What the order's total is above the sum of its lines, in cents: in 2 of 400 it is not 0, where
   * the fee of 4.99 is in no line, or where a cent was lost in rounding.
   */
  static int totalErrorCents(int slot) {
    return switch (slot) {
      case 9 -> 499;
      case 250 -> -1;
      default -> 0;
    };
  }

  /** 3 of 400: the first line's unit price is not known. */
  static boolean hasLineWithoutPrice(int slot) {
    return slot == 131 || slot == 261 || slot == 351;
  }

  /** 1 of 400: the first line's quantity is 0. */
  static boolean hasLineOfNothing(int slot) {
    return slot == 311;
  }

  /** 2 of 400: there is a payment, but it does not say for which order. */
  static boolean hasLostPayment(int slot) {
    return slot % 200 == 57;
  }

  /** 2 of 400: there is a shipment, but it does not say of which order. */
  static boolean hasLostShipment(int slot) {
    return slot % 200 == 158;
  }

  /** 4 of 400: there is a review of the order that names no product. */
  static boolean hasReviewOfNoProduct(int slot) {
    return slot % 100 == 33;
  }

  /** 4 of 400: there is a review of a product that names no order. */
  static boolean hasReviewOfNoOrder(int slot) {
    return slot % 100 == 66;
  }

  /**
   * 4 of 400: there is a review that names the order and a product that is in none of its lines.
   */
  static boolean hasReviewOfNoLine(int slot) {
    return slot % 100 == 77;
  }

  /** 1 of 400: there is a review that names neither order nor product. */
  static boolean hasReviewOfNothing(int slot) {
    return slot == 366;
  }
}
