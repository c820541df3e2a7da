package com.shopsphere.warehouse.extract;

import java.sql.SQLException;

/** Failures of a query for which neither the query nor the data are to blame. */
final class Interruptions {

  private static final String CONNECTION_BROKE = "08";
  private static final int QUERY_KILLED = 1317;
  private static final int CONNECTION_KILLED_MARIADB = 1927;
  private static final int CONNECTION_TIMED_OUT = 4031;

  private Interruptions() {}

  /** Whether the connection broke or somebody killed the query, so that it may be tried again. */
  static boolean broke(SQLException failed) {
    String state = failed.getSQLState();
    return (state != null && state.startsWith(CONNECTION_BROKE))
        || failed.getErrorCode() == QUERY_KILLED
        || failed.getErrorCode() == CONNECTION_KILLED_MARIADB
        || failed.getErrorCode() == CONNECTION_TIMED_OUT;
  }
}
