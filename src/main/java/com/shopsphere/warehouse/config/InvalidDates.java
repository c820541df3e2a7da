package com.shopsphere.warehouse.config;

import java.util.Locale;

/** What becomes of a date that the calendar lacks, such as 0000-00-00 or 2024-00-10. */
public enum InvalidDates {
  /** It stops the run. */
  FAIL,
  /** It becomes NULL, and is counted. */
  NULL,
  /** All values of its column become texts, as MySQL prints them. */
  TEXT;

  /** The name used in settings. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
