package com.shopsphere.warehouse.config;

import java.util.Locale;

/** What spatial values become. */
public enum SpatialForm {
  /** Well-known text that begins with the SRID. */
  WKT,
  /** Four bytes of SRID and well-known binary, as they are stored. */
  WKB;

  /** The name used in settings. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
