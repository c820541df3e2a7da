package com.shopsphere.warehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EmbeddedServersIT {

  private static final String ALL = "com.shopsphere.warehouse.testing.Servers#all";

  @TempDir private Path temporary;
  private Path directory;

  /** Longer than a socket's path may be, and with a blank. */
  @BeforeEach
  void nameDirectory() {
    directory = temporary.resolve("a server " + "x".repeat(100));
  }

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#everyVersion")
  void namesTheProductThatAnswers(EmbeddedServer server) throws Exception {
    try (var connection = server.connect()) {
      var metadata = connection.getMetaData();

      assertThat(server.product()).isIn("MySQL 8.0.33", "MariaDB 11.4.5", "MariaDB 10.11.5");
      assertThat(value(connection, "SELECT VERSION()"))
          .startsWith(server.product().replaceAll(".* ", ""));
      assertThat(metadata.getUserName()).isEqualTo("root@127.0.0.1");
    }
  }

  @Test
  void runsEachServerInAnotherZoneThanUtc() throws Exception {
    try (var mysql = Servers.mysql().connect();
        var mariadb = Servers.mariadb().connect();
        var olderMariadb = Servers.olderMariadb().connect()) {
      assertThat(value(mysql, "SELECT @@time_zone")).isEqualTo("+05:30");
      assertThat(value(mariadb, "SELECT @@time_zone")).isEqualTo("-07:00");
      assertThat(value(olderMariadb, "SELECT @@time_zone")).isEqualTo("+12:45");
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void keepsCharactersOutsideTheBasicPlane(EmbeddedServer server) throws Exception {
    var database = Servers.freshDatabase(server);
    try (var connection = server.connect(database);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE note (text VARCHAR(20))");
      try (var insert = connection.prepareStatement("INSERT INTO note VALUES (?)")) {
        insert.setString(1, "größer 🛒");
        insert.executeUpdate();
      }

      assertThat(value(connection, "SELECT text FROM note")).isEqualTo("größer 🛒");
      assertThat(value(connection, "SELECT HEX(text) FROM note")).endsWith("20F09F9B92");
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void loadsRowsThatTheClientSends(EmbeddedServer server) throws Exception {
    var rows = Files.writeString(temporary.resolve("rows.csv"), "1,one\n2,two\n");
    var database = Servers.freshDatabase(server);
    try (var connection = server.connect(database);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE row_loaded (id INT, name VARCHAR(10))");
      statement.execute(
          "LOAD DATA LOCAL INFILE '%s' INTO TABLE row_loaded FIELDS TERMINATED BY ','"
              .formatted(rows));

      assertThat(value(connection, "SELECT SUM(id) FROM row_loaded")).isEqualTo("3");
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void refusesAWrongAndAnEmptyPassword(EmbeddedServer server) {
    for (var password : List.of("wrong", "")) {
      assertThatThrownBy(
              () ->
                  DriverManager.getConnection(server.jdbcUrl(""), server.user(), password).close())
          .isInstanceOf(SQLException.class)
          .hasMessageStartingWith("Access denied for user 'root'@'127.0.0.1'");
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void limitsAUserToItsDatabase(EmbeddedServer server) throws Exception {
    var mine = Servers.freshDatabase(server);
    var similar = mine.replace('_', 'x');
    try (var connection = server.connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + similar);
      statement.execute("CREATE TABLE %s.t AS SELECT 1 AS one".formatted(mine));
      statement.execute("CREATE TABLE %s.t AS SELECT 1 AS one".formatted(similar));
    }
    var name = "reader_" + server.port();
    server.createUser(name, "it's secret", "SELECT", mine);

    try (var connection = DriverManager.getConnection(server.jdbcUrl(mine), name, "it's secret")) {
      assertThat(value(connection, "SELECT one FROM t")).isEqualTo("1");
      assertThatThrownBy(() -> value(connection, "SELECT one FROM %s.t".formatted(similar)))
          .hasMessageStartingWith("SELECT command denied to user '%s'".formatted(name));
      assertThatThrownBy(() -> connection.createStatement().execute("INSERT INTO t VALUES (2)"))
          .hasMessageStartingWith("INSERT command denied to user '%s'".formatted(name));
    }
  }

  @Test
  void createsMySqlUsersWithItsStandardAuthentication() throws Exception {
    var server = Servers.mysql();
    server.createUser("standard", "secret", "SELECT", Servers.freshDatabase(server));

    try (var connection = server.connect()) {
      assertThat(value(connection, "SELECT plugin FROM mysql.user WHERE user = 'standard'"))
          .isEqualTo("caching_sha2_password");
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void listensOnOneLoopbackAddressOnly(EmbeddedServer server) throws Exception {
    new Socket(InetAddress.getLoopbackAddress(), server.port()).close();

    // A server that listened on every address would answer on these too.
    for (var other : List.of("127.0.0.2", "::1")) {
      assertThatThrownBy(() -> new Socket(InetAddress.getByName(other), server.port()).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesNeitherProcessNorFileWhenClosed(EmbeddedProduct product) throws Exception {
    var server = product.start(directory);
    assertThat(processesIn(directory)).hasSize(1);

    server.close();
    server.close();

    assertThat(processesIn(directory)).isEmpty();
    assertThat(directory).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void letsExtraOptionsWin(EmbeddedProduct product) throws Exception {
    try (var server =
            product.start(
                directory, "--log-bin=binlog", "--server-id=7", "--innodb-buffer-pool-size=64M");
        var connection = server.connect()) {
      assertThat(value(connection, "SELECT @@log_bin")).isEqualTo("1");
      assertThat(value(connection, "SELECT @@innodb_buffer_pool_size"))
          .isEqualTo(String.valueOf(64 << 20));
    }
  }

  @Test
  void refusesADirectoryThatIsInUse() throws Exception {
    try (var ours = EmbeddedProduct.MARIADB.start(directory)) {
      assertThatThrownBy(() -> EmbeddedProduct.MARIADB.start(directory))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Cannot start a server in %s: a server of this JVM is using that directory"
                  .formatted(directory));
      // The refusal has not released the lock, nor harmed the server.
      assertThatThrownBy(() -> ServerOwner.launch(EmbeddedProduct.MARIADB, directory))
          .hasMessageContaining(
              "Cannot start a server in %s: a server of another JVM is using that directory"
                  .formatted(directory));
      ours.connect().close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void cleansUpAfterAKilledJvm(EmbeddedProduct product) throws Exception {
    var owner = ServerOwner.launch(product, directory);
    owner.destroyForcibly().waitFor();
    var orphans = processesIn(directory);
    assertThat(orphans).hasSize(1);

    try (var server = product.start(directory);
        var connection = server.connect()) {
      assertThat(processesIn(directory)).hasSize(1).doesNotContainAnyElementsOf(orphans);
      assertThat(value(connection, "SHOW DATABASES LIKE 'left_over'")).isEmpty();
    }
    assertThat(processesIn(directory)).isEmpty();
    assertThat(directory).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void endsWithAJvmThatIsAskedToStop(EmbeddedProduct product) throws Exception {
    var owner = ServerOwner.launch(product, directory);

    owner.destroy();

    assertThat(owner.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(processesIn(directory)).isEmpty();
    assertThat(directory).doesNotExist();
  }

  @Test
  void sparesProcessesOfOtherDirectories() throws Exception {
    var neighbour = directory.resolveSibling(directory.getFileName() + "-2");
    var stranger = processNaming(neighbour.resolve("data"));
    var nested = processNaming(directory.resolve("data/inner"));
    try {
      EmbeddedProduct.MARIADB.start(directory).close();

      assertThat(List.of(stranger, nested)).allMatch(Process::isAlive);
    } finally {
      stranger.destroy();
      nested.destroy();
    }
  }

  @ParameterizedTest
  @EnumSource
  void showsTheEndOfTheServersLogWhenItDoesNotStart(EmbeddedProduct product) {
    assertThatThrownBy(() -> product.start(directory, "--no-such-option=1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching(
            "(?s)Cannot start (MySQL|MariaDB): the server ended with exit code \\d+; its log ends"
                + " with:\\R.*unknown variable 'no-such-option=1'.*");
    assertThat(directory).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void takesAnotherPortWhenTheFirstIsLost(EmbeddedProduct product) throws Exception {
    try (var rival = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var free = ServerProcess.freePort();
      var ports = List.of(rival.getLocalPort(), free).iterator();

      try (var server = ServerProcess.start(product.program(), directory, List.of(), ports::next)) {
        assertThat(server.port()).isEqualTo(free);
      }
    }
  }

  /** Blocks until it is destroyed; the directory is on its command line. */
  private static Process processNaming(Path data) throws IOException {
    return new ProcessBuilder("sh", "-c", "read line", "sh", "--datadir=" + data).start();
  }

  private static List<Long> processesIn(Path directory) {
    return ProcessHandle.allProcesses()
        .filter(
            each ->
                each.info().commandLine().orElse("").contains("--datadir=%s/".formatted(directory)))
        .map(ProcessHandle::pid)
        .toList();
  }

  /** The first column of the first row; empty when there is no row. */
  private static String value(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      return result.next() ? result.getString(1) : "";
    }
  }
}
