package com.shopsphere.warehouse.catalog;

import com.shopsphere.warehouse.config.SourceConfig;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** MySQL's refusals, in the words of the settings that cause them. */
final class SourceErrors {

  private static final int DATABASE_DENIED = 1044;
  private static final int LOGIN_DENIED = 1045;
  private static final int UNKNOWN_DATABASE = 1049;
  private static final int TABLE_DENIED = 1142;
  private static final int COLUMN_DENIED = 1143;
  private static final int UNKNOWN_TABLE = 1146;

  private SourceErrors() {}

  static String onConnect(SQLException refused, SourceConfig config) {
    String address = "MySQL at %s:%d".formatted(config.host(), config.port());
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
      default -> "Cannot connect to %s: %s.".formatted(address, unreachable(refused, config));
    };
  }

  private static String password(SourceConfig config) {
    return config.password().value().isEmpty()
        ? "source.password is not set"
        : "source.password or source.password-file";
  }

  private static String unreachable(SQLException refused, SourceConfig config) {
    if (cause(refused, UnknownHostException.class) != null) {
      return "no such host (source.host)";
    }
    if (cause(refused, SSLException.class) != null) {
      return "TLS failed with source.ssl-mode = %s: %s"
          .formatted(config.sslMode(), rootMessage(refused));
    }
    if (cause(refused, ConnectException.class) != null) {
      return "nothing listens there (source.host, source.port)";
    }
    if (cause(refused, SocketTimeoutException.class) != null) {
      return "no answer within %s ms (source.host, source.port, source.connect-timeout)"
          .formatted(config.connectTimeout().toMillis());
    }
    return rootMessage(refused);
  }

  static String onStatement(String doing, SQLException failed, SourceConfig config) {
    String detail =
        switch (failed.getErrorCode()) {
          case TABLE_DENIED, COLUMN_DENIED ->
              "user '%s' (source.user) lacks a privilege: %s"
                  .formatted(config.user(), failed.getMessage());
          case UNKNOWN_TABLE -> "the table is gone: " + failed.getMessage();
          default -> rootMessage(failed);
        };
    return "Cannot %s in database %s at %s:%d: %s."
        .formatted(doing, config.database(), config.host(), config.port(), detail);
  }

  private static String rootMessage(Throwable failed) {
    Throwable root = failed;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    String text = message == null ? root.getClass().getSimpleName() : message.strip();
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static <T extends Throwable> @Nullable T cause(Throwable failed, Class<T> type) {
    for (Throwable one = failed; one != null; one = one.getCause()) {
      if (type.isInstance(one)) {
        return type.cast(one);
      }
    }
    return null;
  }
}
