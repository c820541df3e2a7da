package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.sql.mysql.SocketFactory;
import com.shopsphere.warehouse.failure.ExitCode;
import com.shopsphere.warehouse.testing.CapturedLog;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.bigquery.LocalhostCertificate;
import com.shopsphere.warehouse.testing.bigquery.TlsProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real MySQL behind a connector that opens encrypted sockets by itself, as that of Cloud SQL
 * does. The job's reader takes its rows from those sockets.
 */
class CloudSqlIT {

  private static final String INSTANCE = "shop-project:europe-west1:shop";
  private static final String PASSWORD = "pass-3c41";

  @TempDir private Path directory;

  @Test
  void theTableIsReadThroughTheSocketsOfTheConnector() throws IOException, SQLException {
    EmbeddedServer server = Servers.mysql();
    String database = createTable(server);
    LocalhostCertificate certificate = LocalhostCertificate.create(directory);
    int before = SocketFactory.connections().size();
    try (TlsProxy instance = TlsProxy.start(certificate.serverContext(), server.port())) {
      SocketFactory.register(INSTANCE, certificate.clientContext(), instance.port());

      assertThat(run(database)).isZero();
    }

    JsonNode manifest =
        new ObjectMapper().readTree(directory.resolve("unified.manifest.json").toFile());
    assertThat(manifest.path("rows").asLong()).isEqualTo(3);
    assertThat(manifest.at("/source/host").asText()).isEqualTo(INSTANCE);
    assertThat(SocketFactory.connections())
        .hasSizeGreaterThan(before + 1)
        .last()
        .satisfies(
            given ->
                assertThat(given)
                    .containsEntry("ipTypes", "PRIVATE")
                    .containsEntry("enableIamAuth", "false"));
  }

  @Test
  void anInstanceThatTheConnectorDoesNotFindIsNamed() {
    try (CapturedLog log = CapturedLog.capture()) {
      int code =
          WarehouseJob.run(
              Map.of(
                  "WAREHOUSE_SOURCE_CLOUD_SQL_INSTANCE", "p:r:nowhere",
                  "WAREHOUSE_SOURCE_PASSWORD", "x"),
              "plan",
              "--config",
              "conf/local.conf");

      assertThat(code).isEqualTo(ExitCode.SOURCE.code());
      assertThat(log.errors())
          .containsExactly(
              "Cannot connect to MySQL at p:r:nowhere: no instance p:r:nowhere (source.cloud-sql).");
    }
  }

  /** The server itself sees no encryption, and so would not take a password as others send it. */
  private static String createTable(EmbeddedServer server) throws SQLException {
    String database = Servers.freshDatabase(server);
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE line (id INT PRIMARY KEY, sku VARCHAR(20) NOT NULL)");
      statement.execute("INSERT INTO line VALUES (1, 'a'), (2, 'b'), (3, 'c')");
      statement.execute(
          "CREATE USER '%s'@'%%' IDENTIFIED WITH mysql_native_password BY '%s'"
              .formatted(user(database), PASSWORD));
      statement.execute(
          "GRANT SELECT, LOCK TABLES ON %s.* TO '%s'@'%%'".formatted(database, user(database)));
    }
    return database;
  }

  private static String user(String database) {
    return "c" + database.substring(database.length() - 20);
  }

  /** With no address but the default one, where nothing listens. */
  private int run(String database) {
    return WarehouseJob.run(
        Map.of(
            "WAREHOUSE_SOURCE_CLOUD_SQL_INSTANCE",
            INSTANCE,
            "WAREHOUSE_SOURCE_DATABASE",
            database,
            "WAREHOUSE_SOURCE_USER",
            user(database),
            "WAREHOUSE_SOURCE_PASSWORD",
            PASSWORD,
            "WAREHOUSE_MERGE_GRAIN",
            "line",
            "WAREHOUSE_TARGET_PARQUET_PATH",
            directory.toString()),
        "run");
  }
}
