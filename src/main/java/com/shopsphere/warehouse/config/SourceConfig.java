package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Where the operational database is and how it is read.
 *
 * @param port 1 to 65535
 * @param password empty for a user without one
 * @param connectTimeout at least one millisecond
 * @param rowsPerSplit rows that one task reads, at least 1000
 */
public record SourceConfig(
    String host,
    int port,
    String database,
    String user,
    Secret password,
    SslMode sslMode,
    Duration connectTimeout,
    int rowsPerSplit) {

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
    if (rowsPerSplit < 1000) {
      throw new IllegalArgumentException(
          "Invalid rows per split %d: expected at least 1000".formatted(rowsPerSplit));
    }
  }
}
