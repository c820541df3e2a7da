package com.shopsphere.warehouse.config;

import java.util.Locale;

/** How long the time is that one partition holds. */
public enum PartitionUnit {
  /** For times only, not for dates. */
  HOUR,
  /** A day in UTC, or of a local time. */
  DAY,
  /** A month. */
  MONTH,
  /** A year. */
  YEAR;

  /** The name used in settings. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
