package com.shopsphere.warehouse.verify;

import com.shopsphere.warehouse.catalog.CatalogReader;
import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.config.MergeConfig;
import com.shopsphere.warehouse.plan.MergePlanner;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.SourceConfigs;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A database made for a test on a real server. */
record Database(EmbeddedServer server, String name) {

  /** Has the statements executed on one connection, with checks of foreign keys off. */
  static Database create(EmbeddedServer server, String... statements) throws SQLException {
    Database database = new Database(server, Servers.freshDatabase(server));
    try (Connection connection = server.connect(database.name());
        Statement statement = connection.createStatement()) {
      statement.execute("SET FOREIGN_KEY_CHECKS = 0");
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return database;
  }

  MySqlSource source() {
    return new MySqlSource(SourceConfigs.of(server, name));
  }

  MergeTree plan(MergeConfig config) {
    return MergePlanner.plan(new CatalogReader(source()).read(), config);
  }
}
