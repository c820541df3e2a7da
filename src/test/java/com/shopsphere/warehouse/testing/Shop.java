package com.shopsphere.warehouse.testing;

import com.shopsphere.warehouse.demo.Shape;
import com.shopsphere.warehouse.demo.ShopsphereData;
import com.shopsphere.warehouse.demo.ShopsphereSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * A Shopsphere database on a server, in which a test may do as it likes.
 *
 * @param environment what tells the job where it is, as a user who may SELECT and LOCK TABLES
 */
public record Shop(EmbeddedServer server, String database, Map<String, String> environment) {

  private static final String PASSWORD = "canary-7f3d";

  public Shop {
    environment = Map.copyOf(environment);
  }

  /** Creates and fills a database of a shape, with a thousand order lines for each of scale. */
  public static Shop create(EmbeddedServer server, Shape shape, int scale) throws SQLException {
    String database = Servers.freshDatabase(server);
    try (Connection connection = server.connect(database)) {
      new ShopsphereSchema(Path.of("").toAbsolutePath()).create(connection, shape);
    }
    new ShopsphereData(shape, scale, 7).load(() -> server.connect(database));
    String user = "u" + database.substring(database.length() - 20);
    server.createUser(user, PASSWORD, "SELECT, LOCK TABLES", database);
    return new Shop(server, database, environment(server, database, user));
  }

  private static Map<String, String> environment(
      EmbeddedServer server, String database, String user) {
    return Map.of(
        "WAREHOUSE_SOURCE_HOST", server.host(),
        "WAREHOUSE_SOURCE_PORT", Integer.toString(server.port()),
        "WAREHOUSE_SOURCE_DATABASE", database,
        "WAREHOUSE_SOURCE_USER", user,
        "WAREHOUSE_SOURCE_PASSWORD", PASSWORD);
  }

  /** The same database, with one variable of the environment changed. */
  public Map<String, String> environmentWith(String name, String value) {
    Map<String, String> changed = new HashMap<>(environment);
    changed.put(name, value);
    return changed;
  }

  /** Has the administrator do something in the database, all on one connection. */
  public void execute(String... statements) throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
