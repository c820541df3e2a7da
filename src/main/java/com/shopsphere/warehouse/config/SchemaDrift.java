package com.shopsphere.warehouse.config;

import java.util.Locale;

/** What happens when the columns of a published table are not those of the new rows. */
public enum SchemaDrift {
  /** The run stops before it reads a row. */
  FAIL,
  /** New columns are added; one that is gone, or has another type, stops the run. */
  ADD_COLUMNS,
  /** The columns become those of the new rows. */
  REPLACE;

  /** The name used in settings. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
