package com.shopsphere.warehouse.catalog;

import com.shopsphere.warehouse.config.SourceConfig;
import com.shopsphere.warehouse.failure.Causes;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;

/** MySQL's refusals, in the words of the settings that cause them. */
final class SourceErrors {

  private static final int TOO_MANY_CONNECTIONS = 1040;
  private static final int DATABASE_DENIED = 1044;
  private static final int LOGIN_DENIED = 1045;
  private static final int UNKNOWN_DATABASE = 1049;
  private static final int TOO_MANY_CONNECTIONS_OF_USER = 1203;
  private static final int LIMIT_OF_USER = 1226;

  private SourceErrors() {}

  static String onConnect(SQLException refused, SourceConfig config) {
    String address = "MySQL at " + config.address();
    return switch (refused.getErrorCode()) {
      case LOGIN_DENIED ->
          "Cannot log in to %s as '%s': the server refuses the user (source.user) or the password (%s)."
              .formatted(address, config.user(), password(config));
      case UNKNOWN_DATABASE ->
          "Cannot find the database '%s' (source.database) in %s."
              .formatted(config.database(), address);
      case DATABASE_DENIED ->
          "Cannot open the database '%s' (source.database) in %s: it does not exist, or user '%s' has no privilege on it."
              .formatted(config.database(), address, config.user());
      case TOO_MANY_CONNECTIONS, TOO_MANY_CONNECTIONS_OF_USER, LIMIT_OF_USER ->
          "Cannot open one more connection to %s as '%s': %s; lower source.connections."
              .formatted(address, config.user(), Causes.rootMessage(refused));
      default -> "Cannot connect to %s: %s.".formatted(address, unreachable(refused, config));
    };
  }

  private static String password(SourceConfig config) {
    if (config.cloudSql() != null && config.cloudSql().iamAuth()) {
      return "none, with source.cloud-sql.iam-auth = true";
    }
    return config.password().value().isEmpty()
        ? "source.password is not set"
        : "source.password, source.password-file or source.password-alias";
  }

  private static String unreachable(SQLException refused, SourceConfig config) {
    if (config.cloudSql() != null) {
      return "%s (source.cloud-sql)".formatted(Causes.rootMessage(refused));
    }
    if (Causes.find(refused, UnknownHostException.class).isPresent()) {
      return "no such host (source.host)";
    }
    Optional<String> tls = TlsErrors.describe(refused, config);
    if (tls.isPresent()) {
      return tls.get();
    }
    if (Causes.find(refused, ConnectException.class).isPresent()) {
      return "nothing listens there (source.host, source.port)";
    }
    if (Causes.find(refused, SocketTimeoutException.class).isPresent()) {
      return "no answer within %s ms (source.host, source.port, source.connect-timeout)"
          .formatted(config.connectTimeout().toMillis());
    }
    return Causes.rootMessage(refused);
  }

  static String onStatement(String doing, SQLException failed, SourceConfig config) {
    return "Cannot %s in database %s at %s: %s."
        .formatted(
            doing, config.database(), config.address(), StatementErrors.describe(failed, config));
  }
}
