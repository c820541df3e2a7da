package com.shopsphere.warehouse.testing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a query as text, so that answers of different databases can be compared. */
public final class Rows {

  private Rows() {}

  /**
   * Runs a query.
   *
   * @return one text a row, {@code name=value} for each column in the order of the query; sorted by
   *     the text
   */
  public static List<String> of(Connection connection, String sql) throws SQLException {
    // Prepared, since MySQL's text protocol rounds FLOAT to six digits.
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      ResultSetMetaData columns = rows.getMetaData();
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          values.add(columns.getColumnLabel(i) + "=" + text(rows.getObject(i)));
        }
        texts.add(String.join(" | ", values));
      }
      texts.sort(null);
      return texts;
    }
  }

  /**
   * Where two answers part, short enough to be read.
   *
   * @return an empty text if they are equal
   */
  public static String firstDifference(List<String> found, List<String> expected) {
    for (int i = 0; i < Math.min(found.size(), expected.size()); i++) {
      if (!found.get(i).equals(expected.get(i))) {
        return "row %d%nfound    %s%nexpected %s".formatted(i, found.get(i), expected.get(i));
      }
    }
    return found.size() == expected.size()
        ? ""
        : "%d rows instead of %d".formatted(found.size(), expected.size());
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof Float || value instanceof Double) {
      return Double.toString(((Number) value).doubleValue());
    }
    // Quoted, so that an empty text and a NULL differ.
    return value instanceof String ? "'" + value + "'" : value.toString();
  }
}
