package com.shopsphere.warehouse.bench;

import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.catalog.Sql;
import com.shopsphere.warehouse.catalog.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Connector/J at its best: streaming, prepared by the server, a getter for each type, a connection
 * for each thread.
 */
final class PlainJdbc implements Contestant {

  private Tally tally = Tally.NOTHING;

  @Override
  public void read(MySqlSource source, Reading reading) throws Exception {
    Queue<String> queries = new ConcurrentLinkedQueue<>();
    for (Table table : reading.tables()) {
      for (String split : reading.splitsOf(table)) {
        queries.add("SELECT * FROM %s WHERE %s".formatted(Sql.quote(table.name()), split));
      }
    }
    ExecutorService threads = Executors.newFixedThreadPool(Reading.WIDTH);
    try {
      List<Future<Tally>> parts = new ArrayList<>();
      for (int i = 0; i < Reading.WIDTH; i++) {
        parts.add(threads.submit(() -> answer(source, queries)));
      }
      for (Future<Tally> part : parts) {
        Tally read = part.get();
        tally = tally.plus(reading.summing() ? read : new Tally(read.rows(), 0));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Override
  public Tally end() {
    return tally;
  }

  private static Tally answer(MySqlSource source, Queue<String> queries) throws SQLException {
    Tally tally = Tally.NOTHING;
    try (Connection connection = source.connect()) {
      for (String sql = queries.poll(); sql != null; sql = queries.poll()) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
          statement.setFetchSize(Integer.MIN_VALUE);
          tally = tally.plus(drained(statement));
        }
      }
    }
    return tally;
  }

  private static Tally drained(PreparedStatement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery()) {
      Getter[] getters = getters(result.getMetaData());
      long rows = 0;
      long quantity = 0;
      while (result.next()) {
        rows++;
        for (int i = 0; i < getters.length; i++) {
          quantity += getters[i].get(result, i + 1);
        }
      }
      return new Tally(rows, quantity);
    }
  }

  /** Gets a value; returns what it adds to the sum. */
  private interface Getter {
    long get(ResultSet result, int column) throws SQLException;
  }

  private static Getter[] getters(ResultSetMetaData columns) throws SQLException {
    Getter[] getters = new Getter[columns.getColumnCount()];
    for (int i = 0; i < getters.length; i++) {
      getters[i] =
          columns.getColumnName(i + 1).equals(Reading.SUMMED)
              ? ResultSet::getInt
              : getter(columns.getColumnType(i + 1));
    }
    return getters;
  }

  private static Getter getter(int type) {
    return switch (type) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> got(ResultSet::getInt);
      case Types.BIGINT -> got(ResultSet::getLong);
      case Types.REAL, Types.FLOAT -> got(ResultSet::getFloat);
      case Types.DOUBLE -> got(ResultSet::getDouble);
      case Types.DECIMAL -> got(ResultSet::getBigDecimal);
      case Types.DATE -> got(ResultSet::getDate);
      case Types.TIMESTAMP -> got(ResultSet::getTimestamp);
      default -> got(ResultSet::getString);
    };
  }

  private interface Value {
    Object of(ResultSet result, int column) throws SQLException;
  }

  private static Getter got(Value value) {
    return (result, column) -> {
      value.of(result, column);
      return 0;
    };
  }
}
