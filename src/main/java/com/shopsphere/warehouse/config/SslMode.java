package com.shopsphere.warehouse.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** How a connection to MySQL is encrypted, by the names that Connector/J gives the modes. */
public enum SslMode {
  DISABLED,
  PREFERRED,
  REQUIRED,
  VERIFY_CA,
  VERIFY_IDENTITY;

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1", Pattern.CASE_INSENSITIVE);

  /** Nothing leaves this machine, or nobody is trusted but who can prove to be the host. */
  static SslMode defaultFor(String host) {
    return isLoopback(host) ? DISABLED : VERIFY_IDENTITY;
  }

  /** Whether a host is this machine whatever the network says, by its name. */
  public static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host).matches();
  }

  /** Whether the server's certificate must be signed by a known authority. */
  boolean verifies() {
    return this == VERIFY_CA || this == VERIFY_IDENTITY;
  }

  /** The name used in settings: {@code verify-ca}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
