package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.extract.SnapshotPoint.BinaryLog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a server is in its own history. The products and versions call the same things differently,
 * and most of it needs a privilege; what a server does not tell is absent.
 */
final class BinaryLogReader {

  private static final List<String> GTIDS =
      List.of("SELECT @@GLOBAL.gtid_executed", "SELECT @@GLOBAL.gtid_current_pos");
  private static final List<String> POSITION =
      List.of("SHOW BINARY LOG STATUS", "SHOW MASTER STATUS");
  private static final List<String> REPLICA = List.of("SHOW REPLICA STATUS", "SHOW SLAVE STATUS");
  private static final List<String> LAG = List.of("Seconds_Behind_Source", "Seconds_Behind_Master");

  private final Connection connection;

  BinaryLogReader(Connection connection) {
    this.connection = connection;
  }

  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  Instant now() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT CAST(UTC_TIMESTAMP(6) AS CHAR)")) {
      row.next();
      return LocalDateTime.parse(row.getString(1).replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }
  }

  Optional<String> gtids() {
    return first(GTIDS, row -> row.getString(1))
        .map(gtids -> gtids.replaceAll("\\s", ""))
        .filter(gtids -> !gtids.isEmpty());
  }

  Optional<BinaryLog> position() {
    return first(POSITION, row -> new BinaryLog(row.getString(1), row.getLong(2)));
  }

  /** Empty for a server that follows no other, or does not say how far it is behind. */
  OptionalLong secondsBehindSource() {
    for (String column : LAG) {
      Optional<String> lag = first(REPLICA, row -> String.valueOf(row.getString(column)));
      if (lag.filter(seconds -> !seconds.equals("null")).isPresent()) {
        return OptionalLong.of(Long.parseLong(lag.get()));
      }
    }
    return OptionalLong.empty();
  }

  /** The first row of the first question that the server understands and answers to this user. */
  private <T> Optional<T> first(List<String> questions, RowReader<T> reader) {
    for (String question : questions) {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(question)) {
        if (row.next()) {
          return Optional.of(reader.read(row));
        }
      } catch (SQLException refused) {
        // Another server's words, or a privilege that is missing: none is needed to go on.
      }
    }
    return Optional.empty();
  }
}
