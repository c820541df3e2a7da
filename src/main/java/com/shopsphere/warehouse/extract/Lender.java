package com.shopsphere.warehouse.extract;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Lends connections to those who read; all that it lends show the same instant.
 *
 * <p>It goes to the executors with their tasks, without a password, and lends what is open there.
 */
public interface Lender extends Serializable {

  /**
   * Waits until a connection is free.
   *
   * @throws com.shopsphere.warehouse.failure.SourceException if none shows the instant any more, or
   *     none becomes free
   */
  Lease lend() throws SQLException;

  /** A connection for the one who holds it, until it is closed. */
  interface Lease extends AutoCloseable {

    /** To be read from only: neither its transaction nor its session is to be changed. */
    Connection connection();

    /** Gives the connection back; nothing may be under way on it. */
    @Override
    void close();

    /** Ends the connection, whatever is under way on it; nobody else gets it. */
    void discard();
  }
}
