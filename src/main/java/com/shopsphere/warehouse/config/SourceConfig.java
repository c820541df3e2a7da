package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the operational database is and who logs in.
 *
 * @param port 1 to 65535
 * @param password empty for a user without one
 * @param sslCa who may sign the server's certificate; null for whom the machine trusts, and where
 *     the certificate is not verified
 * @param connectTimeout at least one millisecond
 * @param cloudSql in place of host, port and encryption; null where the database is at an address
 */
public record SourceConfig(
    String host,
    int port,
    String database,
    String user,
    Secret password,
    SslMode sslMode,
    @Nullable CertificateAuthority sslCa,
    Duration connectTimeout,
    @Nullable CloudSql cloudSql)
    implements Serializable {

  public SourceConfig {
    requireNonNull(host, "host");
    requireNonNull(database, "database");
    requireNonNull(user, "user");
    requireNonNull(password, "password");
    requireNonNull(sslMode, "sslMode");
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("Invalid port %d: expected 1 to 65535".formatted(port));
    }
    if (connectTimeout.toMillis() < 1) {
      throw new IllegalArgumentException(
          "Invalid connect timeout %s: expected at least 1 ms".formatted(connectTimeout));
    }
    if (sslCa != null && !sslMode.verifies()) {
      throw new IllegalArgumentException(
          "Invalid TLS mode %s: it does not look at certificates".formatted(sslMode));
    }
    if (cloudSql != null && sslMode != SslMode.DISABLED) {
      throw new IllegalArgumentException(
          "Invalid TLS mode %s: Cloud SQL's connector encrypts already".formatted(sslMode));
    }
  }

  /** The server's host, or its instance of Cloud SQL. */
  public String server() {
    return cloudSql == null ? host : cloudSql.instance();
  }

  /** Where the server is, for messages: {@code db.example:3306}, or an instance of Cloud SQL. */
  public String address() {
    return cloudSql == null ? "%s:%d".formatted(host, port) : server();
  }
}
