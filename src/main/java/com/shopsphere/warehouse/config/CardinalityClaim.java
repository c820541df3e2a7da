package com.shopsphere.warehouse.config;

import java.util.Locale;

/**
 * How many rows are said to meet over a configured relation, from its first table to its second.
 */
public enum CardinalityClaim {
  MANY_TO_ONE,
  ONE_TO_ONE,
  ONE_TO_MANY;

  /** The name used in settings: {@code many-to-one}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
