package com.shopsphere.warehouse.config;

import java.util.Locale;

/** How the connector brings rows into BigQuery. */
public enum WriteMethod {
  /** The Storage Write API. */
  DIRECT,
  /** Files in a bucket and a load job. */
  INDIRECT;

  /** The name used in settings, which is also the connector's. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
