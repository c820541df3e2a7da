package com.shopsphere.warehouse.config;

import java.util.Locale;

/** What becomes of the rows that a published table has. */
public enum WriteDisposition {
  /** All are replaced. */
  TRUNCATE,
  /** All stay; rows whose key is among them are refused. */
  APPEND,
  /** There must be none. */
  EMPTY,
  /** Those in the partitions of the new rows are replaced. */
  PARTITIONS;

  /** The name used in settings. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
