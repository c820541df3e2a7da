package com.shopsphere.warehouse.config;

import java.util.Locale;

/** How a connection to MySQL is encrypted, by the names that Connector/J gives the modes. */
public enum SslMode {
  DISABLED,
  PREFERRED,
  REQUIRED,
  VERIFY_CA,
  VERIFY_IDENTITY;

  /** The name used in settings: {@code verify-ca}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
