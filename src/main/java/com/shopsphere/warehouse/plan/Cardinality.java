package com.shopsphere.warehouse.plan;

/** How many rows of a child table one row of its parent in the merge tree meets. */
public enum Cardinality {
  /** At most one; other rows of the parent may meet the same. */
  MANY_TO_ONE("n:1"),
  /** At most one, which no other row of the parent meets. */
  ONE_TO_ONE("1:1"),
  /** Any number. */
  ONE_TO_MANY("1:n");

  private final String symbol;

  Cardinality(String symbol) {
    this.symbol = symbol;
  }

  public String symbol() {
    return symbol;
  }

  /** Whether a join over the edge keeps the number of rows. */
  public boolean keepsGrain() {
    return this != ONE_TO_MANY;
  }
}
