package com.shopsphere.warehouse.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Asks the server what the user has been granted. */
public final class PrivilegeReader {

  private final MySqlSource source;

  public PrivilegeReader(MySqlSource source) {
    this.source = source;
  }

  /**
   * The privileges on the source's database; those of roles that are not active are not among them.
   *
   * @throws com.shopsphere.warehouse.failure.SourceException if the server cannot be reached
   */
  public Privileges read() {
    List<String> grants = new ArrayList<>();
    try (Connection connection = source.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW GRANTS")) {
      while (rows.next()) {
        grants.add(rows.getString(1));
      }
      return Privileges.of(grants, source.database());
    } catch (SQLException failed) {
      throw source.failure("read the grants", failed);
    }
  }
}
