package com.shopsphere.warehouse.demo;

import com.shopsphere.warehouse.testing.EmbeddedServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A server of this process's own that holds generated Shopsphere data, and a user who may read it.
 */
final class DemoDatabase implements AutoCloseable {

  static final String NAME = "shopsphere";
  private static final String READER = "warehouse";

  private final EmbeddedServer server;
  private final String readerPassword;
  private final Map<String, Long> rowCounts;

  private DemoDatabase(EmbeddedServer server, String readerPassword, Map<String, Long> rowCounts) {
    this.server = server;
    this.readerPassword = readerPassword;
    this.rowCounts = rowCounts;
  }

  /**
   * Starts the server and loads it.
   *
   * @param starting gives an empty server, which is this object's to stop
   */
  static DemoDatabase start(Path project, Supplier<EmbeddedServer> starting, ShopsphereData data)
      throws SQLException {
    EmbeddedServer server = starting.get();
    try {
      create(server);
      try (Connection connection = server.connect(NAME)) {
        new ShopsphereSchema(project).create(connection, data.shape());
      }
      Map<String, Long> rowCounts = new TreeMap<>(data.load(() -> server.connect(NAME)));
      String password = UUID.randomUUID().toString();
      server.createUser(READER, password, "SELECT, LOCK TABLES", NAME);
      return new DemoDatabase(server, password, rowCounts);
    } catch (SQLException | RuntimeException failed) {
      server.close();
      throw failed;
    }
  }

  private static void create(EmbeddedServer server) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + NAME);
    }
  }

  String product() {
    return server.product();
  }

  Map<String, Long> rowCounts() {
    return rowCounts;
  }

  /** What tells the job where the database is. */
  Map<String, String> environment() {
    return Map.of(
        "WAREHOUSE_SOURCE_HOST",
        server.host(),
        "WAREHOUSE_SOURCE_PORT",
        Integer.toString(server.port()),
        "WAREHOUSE_SOURCE_DATABASE",
        NAME,
        "WAREHOUSE_SOURCE_USER",
        READER,
        "WAREHOUSE_SOURCE_PASSWORD",
        readerPassword);
  }

  @Override
  public void close() {
    server.close();
  }
}
