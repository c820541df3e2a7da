package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Locale;

/**
 * A database of Google's Cloud SQL, to which its connector opens the way: an encrypted one, to an
 * instance that has proved who it is.
 *
 * @param instance {@code project:region:instance}
 * @param iamAuth whether the job logs in as the service account that it runs as, without a password
 */
public record CloudSql(String instance, IpType ipType, boolean iamAuth) implements Serializable {

  /** Of the connector, which is in the jar only if it was built with it. */
  public static final String SOCKET_FACTORY = "com.google.cloud.sql.mysql.SocketFactory";

  /** Which of an instance's addresses is taken. */
  public enum IpType {
    PRIVATE,
    PUBLIC,
    PSC;

    /** The name used in settings. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public CloudSql {
    requireNonNull(ipType, "ipType");
    // A project of a domain has a colon in its name: example.com:project.
    if (!instance.matches("([^:\\s]+:)?[^:\\s]+:[^:\\s]+:[^:\\s]+")) {
      throw new IllegalArgumentException(
          "expected PROJECT:REGION:INSTANCE, found '%s'".formatted(instance));
    }
  }
}
