package com.shopsphere.warehouse.config;

import java.util.Locale;

/** What a column without a time zone becomes in BigQuery. */
public enum DatetimeForm {
  /** A local time, which older connectors do not write. */
  DATETIME,
  /** The instant at which clocks in UTC show that time. */
  TIMESTAMP_UTC;

  /** The name used in settings. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
