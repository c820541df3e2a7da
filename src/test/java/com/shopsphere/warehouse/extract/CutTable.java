package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.catalog.CatalogReader;
import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.SourceConfigs;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A sample on a server, cut and read as the job does it. */
final class CutTable implements AutoCloseable {

  private final EmbeddedServer server;
  private final SplitSample sample;
  private final String database;
  private final MySqlSource source;
  private final Connection connection;
  private final Statement statement;
  private final Table table;

  private CutTable(EmbeddedServer server, SplitSample sample, String database) throws SQLException {
    this.server = server;
    this.sample = sample;
    this.database = database;
    this.source = new MySqlSource(SourceConfigs.of(server, database));
    this.connection = source.connect();
    this.statement = connection.createStatement();
    write(sample.inserts());
    this.table = new CatalogReader(source).read().table("t").orElseThrow();
  }

  static CutTable create(EmbeddedServer server, SplitSample sample) throws SQLException {
    String database = Servers.freshDatabase(server);
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("SET sql_mode = ''");
      statement.execute(sample.create());
    }
    return new CutTable(server, sample, database);
  }

  private void write(List<String> inserts) throws SQLException {
    try (Connection writing = server.connect(database);
        Statement insert = writing.createStatement()) {
      insert.execute("SET sql_mode = 'ALLOW_INVALID_DATES'");
      for (String sql : inserts) {
        insert.execute(sql);
      }
    }
  }

  /** Has the later rows come in, one by one. */
  Thread startWriter() {
    Thread writer =
        new Thread(
            () -> {
              try {
                write(sample.laterInserts());
              } catch (SQLException failed) {
                throw new IllegalStateException("Cannot write", failed);
              }
            });
    writer.start();
    return writer;
  }

  TableSplits cut() {
    SplitSize size = new SplitSize(OptionalInt.of(sample.rowsPerSplit()), 1);
    return new SplitPlanner(source, size).plan(connection, table);
  }

  /** Numbers of all rows. */
  List<Integer> rows() throws SQLException {
    return numbers("SELECT number FROM t");
  }

  /** Numbers of the rows of each split, one split after the other. */
  List<Integer> read(TableSplits splits) throws SQLException {
    List<Integer> rows = new ArrayList<>();
    for (String predicate : splits.predicates()) {
      rows.addAll(
          numbers(
              "SELECT number FROM t WHERE %s ORDER BY %s".formatted(predicate, sample.columns())));
    }
    return rows;
  }

  /** Places of rows in the server's order of the key by which the table is cut. */
  List<Integer> ranks(TableSplits splits, List<Integer> rows) throws SQLException {
    String order = splits.key().isEmpty() ? sample.columns() : String.join(", ", splits.key());
    Map<Integer, Integer> ranks = new HashMap<>();
    try (ResultSet found =
        statement.executeQuery(
            "SELECT number, DENSE_RANK() OVER (ORDER BY %s) FROM t".formatted(order))) {
      while (found.next()) {
        ranks.put(found.getInt(1), found.getInt(2));
      }
    }
    return rows.stream().map(ranks::get).toList();
  }

  private List<Integer> numbers(String sql) throws SQLException {
    List<Integer> numbers = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        numbers.add(rows.getInt(1));
      }
    }
    return numbers;
  }

  @Override
  public void close() throws SQLException {
    try (connection;
        statement) {
      statement.execute("DROP DATABASE " + database);
    }
  }
}
