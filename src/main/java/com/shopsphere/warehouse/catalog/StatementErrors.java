package com.shopsphere.warehouse.catalog;

import com.shopsphere.warehouse.config.SourceConfig;
import com.shopsphere.warehouse.failure.Causes;
import java.sql.SQLException;

/** What ends a statement on the server, and what to do about it. */
final class StatementErrors {

  private static final String CONNECTION_LOST = "08S01";

  private StatementErrors() {}

  static String describe(SQLException failed, SourceConfig config) {
    String message = Causes.rootMessage(failed);
    return switch (failed.getErrorCode()) {
      case 1142, 1143 ->
          "user '%s' (source.user) lacks a privilege: %s".formatted(config.user(), message);
      case 1054, 1146, 1412 ->
          "a table was altered or dropped while it was read (%s); run again".formatted(message);
      case 1205 -> "the server waited too long for a lock that others hold (%s)".formatted(message);
      case 1317 -> "the query was ended on the server (%s); run again".formatted(message);
      case 1969, 3024 -> "the server admits no query that takes so long (%s)".formatted(message);
      // The server stops, or has ended the session.
      case 1053, 1927, 4031 -> lost(message);
      default -> CONNECTION_LOST.equals(failed.getSQLState()) ? lost(message) : message;
    };
  }

  private static String lost(String message) {
    return "the connection was lost (%s); run again".formatted(message);
  }
}
