package com.shopsphere.warehouse.config;

import java.util.Locale;

/** What TINYINT(1), which BOOL is another word for, becomes. */
public enum TinyintForm {
  INTEGER,
  /** A value that is neither 0 nor 1 stops the run. */
  BOOLEAN;

  /** The name used in settings. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
