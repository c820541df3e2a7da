package com.shopsphere.warehouse.testing;

import com.shopsphere.warehouse.catalog.Collation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The collations that a server has. */
public final class Collations {

  private static final String ON_MYSQL =
      """
      SELECT COLLATION_NAME, CHARACTER_SET_NAME, PAD_ATTRIBUTE = 'PAD SPACE'
      FROM information_schema.COLLATIONS ORDER BY 1""";

  /** Without the names that it understands for the sake of MySQL's users. */
  private static final String ON_MARIADB =
      """
      SELECT FULL_COLLATION_NAME, CHARACTER_SET_NAME, FULL_COLLATION_NAME NOT LIKE '%nopad%'
      FROM information_schema.COLLATION_CHARACTER_SET_APPLICABILITY
      WHERE FULL_COLLATION_NAME NOT LIKE '%\\_0900\\_%' ORDER BY 1""";

  private Collations() {}

  /** All but that of bytes, ascending by name. */
  public static List<Collation> of(Connection connection) throws SQLException {
    List<Collation> collations = new ArrayList<>();
    boolean mariadb = connection.getMetaData().getDatabaseProductVersion().contains("MariaDB");
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(mariadb ? ON_MARIADB : ON_MYSQL)) {
      while (rows.next()) {
        if (!rows.getString(1).equals("binary")) {
          collations.add(new Collation(rows.getString(1), rows.getString(2), rows.getBoolean(3)));
        }
      }
    }
    return collations;
  }
}
