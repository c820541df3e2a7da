package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.catalog.MySqlSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Opens a connection for each who asks; they do not show the same instant. */
public final class UnsharedConnections implements Lender {

  private static final long serialVersionUID = 1L;

  private final String url;
  private final Properties credentials;

  public UnsharedConnections(MySqlSource source) {
    this.url = source.url();
    this.credentials = source.credentials();
  }

  @Override
  public Lease lend() throws SQLException {
    return new OwnConnection(DriverManager.getConnection(url, credentials));
  }

  private record OwnConnection(Connection connection) implements Lease {

    @Override
    public void close() {
      try {
        connection.close();
      } catch (SQLException gone) {
        // Nobody else needs it.
      }
    }

    @Override
    public void discard() {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException gone) {
        // Nobody else needs it.
      }
    }
  }
}
