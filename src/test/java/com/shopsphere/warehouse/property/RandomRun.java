package com.shopsphere.warehouse.property;

import com.shopsphere.warehouse.CoreRun;
import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.config.MergeConfig;
import com.shopsphere.warehouse.failure.VerificationException;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Rows;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.SourceConfigs;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** One schema, made on the server, merged by the job and by the server. */
final class RandomRun implements AutoCloseable {

  private static final int LEAST_SPLIT = 1000;

  private final EmbeddedServer server;
  private final SparkSession spark;
  private final Schema schema;
  private final String database;
  private final Connection connection;

  RandomRun(EmbeddedServer server, SparkSession spark, Schema schema) throws SQLException {
    this.server = server;
    this.spark = spark;
    this.schema = schema;
    this.database = Servers.freshDatabase(server);
    this.connection = server.connect(database);
    fill();
  }

  private void fill() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : schema.statements()) {
        statement.execute(sql);
      }
      int deleted = 1;
      while (deleted > 0) {
        deleted = 0;
        for (String sql : schema.cleaning()) {
          deleted += statement.executeUpdate(sql);
        }
      }
    }
  }

  /** Where the job's rows part from the server's; empty if they do not. */
  String difference(Expectation expected) throws SQLException {
    MergeConfig config = expected.configuration();
    MySqlSource source = source();
    CoreRun core = new CoreRun(spark, source, rowsPerSplit());
    MergeTree tree = core.plan(config);
    OutputNames names = OutputNames.of(expected.root(), tree);
    Oracle oracle = new Oracle(connection, names);
    boolean refuses = oracle.refuses(expected);
    List<String> found;
    try {
      Texts texts = new Texts(expected.root(), names);
      found = core.merge(config, tree).stream().map(texts::of).sorted().toList();
    } catch (VerificationException refused) {
      return refuses ? "" : "refused: " + refused.getMessage();
    }
    return refuses
        ? "not refused, though a key that should name one row names several"
        : Rows.firstDifference(found, oracle.rows(expected.root()));
  }

  /** Of a few rows, or one split: every split is a connection. */
  private int rowsPerSplit() {
    return List.of(LEAST_SPLIT, 7, 15).get(schema.settings().split());
  }

  private MySqlSource source() {
    return new MySqlSource(SourceConfigs.of(server, database));
  }

  @Override
  public void close() throws SQLException {
    try (connection;
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE " + database);
    }
  }
}
