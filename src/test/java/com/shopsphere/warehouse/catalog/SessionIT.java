package com.shopsphere.warehouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Rows;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.SourceConfigs;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a session of the job has set, on servers whose own defaults are others. */
class SessionIT {

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#everyVersion")
  void everySessionReadsAsTheJobNeedsIt(EmbeddedServer server) throws SQLException {
    boolean mysql = server.product().startsWith("MySQL");
    String database = Servers.freshDatabase(server);
    MySqlSource source = new MySqlSource(SourceConfigs.of(server, database));
    try (Connection connection = source.connect()) {
      assertThat(
              Rows.of(
                  connection,
                  """
                  SELECT @@time_zone AS zone, @@sql_mode AS mode, @@wait_timeout AS idle,
                    @@net_read_timeout AS reading, @@net_write_timeout AS writing,
                    @@character_set_results AS characters, @@%s + 0 AS most, @@%s AS isolation"""
                      .formatted(
                          mysql ? "max_execution_time" : "max_statement_time",
                          mysql ? "transaction_isolation" : "tx_isolation")))
          .singleElement()
          .asString()
          .matches(
              "zone='\\+00:00' \\| mode='STRICT_TRANS_TABLES,ALLOW_INVALID_DATES' \\| idle=28800"
                  + " \\| reading=3600 \\| writing=3600 \\| characters='utf8mb4' \\| most=[0.]+"
                  + " \\| isolation='REPEATABLE-READ'");
    }
  }
}
