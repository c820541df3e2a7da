package com.shopsphere.warehouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.SourceConfigs;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** Databases made for a test on a real server, and what the catalog tells of them. */
final class CatalogOnServer {

  private CatalogOnServer() {}

  static Catalog catalog(EmbeddedServer server, String... statements) throws SQLException {
    return read(server, database(server, statements));
  }

  static Table onlyTable(EmbeddedServer server, String create) throws SQLException {
    Catalog catalog = catalog(server, create);
    assertThat(catalog.tables()).hasSize(1);
    return catalog.tables().get(0);
  }

  static String database(EmbeddedServer server, String... statements) throws SQLException {
    String database = Servers.freshDatabase(server);
    execute(server, database, statements);
    return database;
  }

  static void execute(EmbeddedServer server, String database, String... statements)
      throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static Catalog read(EmbeddedServer server, String database) {
    return new CatalogReader(source(server, database, server.user(), server.password())).read();
  }

  /** Reads as a user with no more than these privileges: {@code SELECT (id) ON item}. */
  static Catalog readAsUser(EmbeddedServer server, String database, String... privileges)
      throws SQLException {
    String user = "u" + database.substring(database.length() - 20);
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE USER %s@'%%' IDENTIFIED BY 'x'".formatted(user));
      for (String privilege : privileges) {
        statement.execute("GRANT %s TO %s@'%%'".formatted(privilege, user));
      }
    }
    return new CatalogReader(source(server, database, user, "x")).read();
  }

  static MySqlSource source(EmbeddedServer server, String database, String user, String password) {
    return new MySqlSource(SourceConfigs.of(server, database, user, password));
  }

  static Table found(Catalog catalog, String table) {
    return catalog.table(table).orElseThrow();
  }

  static ForeignKey reference(
      String name, List<String> columns, String table, List<String> referenced) {
    return new ForeignKey(name, columns, Optional.empty(), table, referenced);
  }
}
