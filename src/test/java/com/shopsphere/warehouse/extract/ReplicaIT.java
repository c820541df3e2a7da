package com.shopsphere.warehouse.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.config.SnapshotConfig;
import com.shopsphere.warehouse.config.SnapshotLock;
import com.shopsphere.warehouse.testing.EmbeddedMySql;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Rows;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.SourceConfigs;
import com.shopsphere.warehouse.testing.Transfers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job that reads from a replica, which may not be written to and is behind. */
@Timeout(180)
class ReplicaIT {

  private static final String USER = "reader";

  @TempDir private Path directory;

  @Test
  void aReplicaIsReadAtItsOwnInstantAndItsLagIsTold() throws Exception {
    try (EmbeddedServer source = server("source", 1);
        EmbeddedServer replica = server("replica", 2)) {
      execute(
          source,
          "CREATE USER follower IDENTIFIED BY 'secret'",
          "GRANT REPLICATION SLAVE ON *.* TO follower",
          "RESET MASTER");
      execute(replica, "RESET MASTER", follow(source), "START REPLICA");
      String database = Servers.freshDatabase(source);
      Transfers.createTables(source, database);
      source.createUser(USER, "secret", "SELECT", database);
      execute(source, "GRANT RELOAD, REPLICATION CLIENT ON *.* TO " + USER);
      awaitTransactionsOf(source, replica);
      execute(
          replica,
          "SET GLOBAL super_read_only = ON",
          "STOP REPLICA",
          "CHANGE REPLICATION SOURCE TO SOURCE_DELAY = 3600",
          "START REPLICA");
      execute(source, "UPDATE `%s`.payer SET amount = 0".formatted(database));
      awaitLag(replica);

      SnapshotConfig config =
          new SnapshotConfig(SnapshotLock.AUTO, Duration.ofSeconds(10), false, 1);
      MySqlSource read = new MySqlSource(SourceConfigs.of(replica, database, USER, "secret"));
      try (Snapshot snapshot =
          Snapshot.open("replica", read, config, List.of("payer"), new OneProcess(2))) {
        SnapshotPoint point = snapshot.point();
        Lender.Lease lease = snapshot.lender().lend();

        assertThat(Rows.of(lease.connection(), "SELECT MAX(amount) AS amount FROM payer"))
            .containsExactly("amount=1000");
        assertThat(point.secondsBehindSource()).isNotEmpty();
        assertThat(point.secondsBehindSource().getAsLong()).isPositive();
        assertThat(point.gtids()).contains(executed(replica));
        assertThat(point.binaryLog()).isPresent();
        assertThat(status(replica))
            .contains(point.binaryLog().get().file())
            .contains("=" + point.binaryLog().get().position() + " ");
        lease.close();
      }
    }
  }

  private EmbeddedServer server(String name, int id) {
    return EmbeddedMySql.start(
        directory.resolve(name),
        List.of(
            "--server-id=" + id,
            "--log-bin=binlog",
            "--gtid-mode=ON",
            "--enforce-gtid-consistency=ON"));
  }

  private static String follow(EmbeddedServer source) {
    return """
        CHANGE REPLICATION SOURCE TO SOURCE_HOST = '%s', SOURCE_PORT = %d, SOURCE_USER = 'follower',
          SOURCE_PASSWORD = 'secret', SOURCE_AUTO_POSITION = 1, GET_SOURCE_PUBLIC_KEY = 1"""
        .formatted(source.host(), source.port());
  }

  private static void awaitTransactionsOf(EmbeddedServer source, EmbeddedServer replica)
      throws SQLException {
    try (Connection connection = replica.connect()) {
      assertThat(
              Rows.of(
                  connection,
                  "SELECT WAIT_FOR_EXECUTED_GTID_SET('%s', 60) AS late"
                      .formatted(executed(source))))
          .containsExactly("late=0");
    }
  }

  private static void awaitLag(EmbeddedServer replica) throws SQLException, InterruptedException {
    for (int i = 0; i < 600; i++) {
      try (Connection connection = replica.connect()) {
        if (new BinaryLogReader(connection).secondsBehindSource().orElse(0) > 0) {
          return;
        }
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("The replica does not lag");
  }

  private static String executed(EmbeddedServer server) throws SQLException {
    try (Connection connection = server.connect()) {
      return new BinaryLogReader(connection).gtids().orElse("");
    }
  }

  private static String status(EmbeddedServer server) throws SQLException {
    try (Connection connection = server.connect()) {
      return Rows.of(connection, "SHOW MASTER STATUS").get(0);
    }
  }

  private static void execute(EmbeddedServer server, String... statements) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
