package com.shopsphere.warehouse.catalog;

/** What every session on the source has set for itself, whatever the server's defaults are. */
final class SessionVariables {

  /**
   * For Connector/J, which puts {@code SESSION} before each of what commas part.
   *
   * <ul>
   *   <li>Dates compare as they are stored, be they 0000-00-00 or 2024-02-31.
   *   <li>A task may wait an hour for others while the server waits to send it rows, and a
   *       connection eight hours for its next task.
   *   <li>A read takes as long as it takes, and sees one instant.
   * </ul>
   *
   * <p>The last two are called otherwise by MariaDB, which passes over the first comment as MySQL
   * passes over the second. A comma within a comment belongs to it.
   */
  static final String LIST =
      "sql_mode='ALLOW_INVALID_DATES',wait_timeout=28800,net_read_timeout=3600"
          + ",net_write_timeout=3600"
          + " /*!80000 ,max_execution_time=0,transaction_isolation='REPEATABLE-READ' */"
          + " /*M!100100 ,max_statement_time=0,tx_isolation='REPEATABLE-READ' */";

  private SessionVariables() {}
}
