package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.catalog.Sql;
import com.shopsphere.warehouse.extract.Lender.Lease;
import com.shopsphere.warehouse.failure.SourceException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tells in which row a value is that the type of its column cannot hold. */
final class InvalidRow {

  private final ReadTask task;
  private final Split split;

  InvalidRow(ReadTask task, Split split) {
    this.task = task;
    this.split = split;
  }

  /** The failure to be shown to the user; the server is asked for the row's key. */
  SourceException explain(InvalidValueException invalid) {
    ScanColumn column = invalid.column();
    String name = unquoted(column.source());
    boolean bool = column.mapped().decoding() == Decoding.BOOLEAN;
    String remedy =
        bool
            ? "set source.types.tinyint1 = integer"
            : "set source.types.invalid-dates, or source.types.columns.\"%s.%s\", to null or text"
                .formatted(task.table(), name);
    return new SourceException(
        "Cannot represent the value '%s' of %s.%s%s as %s; correct it, or %s."
            .formatted(
                invalid.value(),
                task.table(),
                name,
                where(column, invalid.value()),
                column.mapped().type().sql(),
                remedy),
        invalid);
  }

  private static String unquoted(String quoted) {
    return quoted.substring(1, quoted.length() - 1).replace("``", "`");
  }

  /** Empty for a table without a key, and if the server does not answer any more. */
  private String where(ScanColumn column, String value) {
    if (task.rowKey().isEmpty()) {
      return "";
    }
    try {
      return where(task.lender().lend(), column, value);
    } catch (SQLException | SourceException notToBeHad) {
      return "";
    }
  }

  private String where(Lease lease, ScanColumn column, String value) throws SQLException {
    try {
      String found = key(lease.connection(), column, value);
      lease.close();
      return found;
    } catch (SQLException failed) {
      lease.discard();
      throw failed;
    }
  }

  private String key(Connection connection, ScanColumn column, String value) throws SQLException {
    String sql =
        "SELECT %s FROM %s WHERE (%s) AND CAST(%s AS CHAR) = '%s' LIMIT 1"
            .formatted(
                task.rowKey().stream().map(Sql::quote).collect(Collectors.joining(", ")),
                Sql.quote(task.table()),
                split.predicate(),
                column.source(),
                value);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      if (!row.next()) {
        return "";
      }
      List<String> values = new ArrayList<>();
      for (int i = 1; i <= task.rowKey().size(); i++) {
        values.add("%s = %s".formatted(task.rowKey().get(i - 1), row.getString(i)));
      }
      return values.stream().collect(Collectors.joining(", ", " in the row with ", ""));
    }
  }
}
