package com.shopsphere.warehouse.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.config.SnapshotConfig;
import com.shopsphere.warehouse.config.SnapshotLock;
import com.shopsphere.warehouse.extract.Lender.Lease;
import com.shopsphere.warehouse.failure.SnapshotLostException;
import com.shopsphere.warehouse.failure.SourceException;
import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.Rows;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.SourceConfigs;
import com.shopsphere.warehouse.testing.Transfers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What several connections see of tables that are written to all the time. */
@Timeout(120)
class SnapshotIT {

  private static final String SELECT = "SELECT";
  private static final int CONNECTIONS = 4;
  private static final List<String> TABLES = List.of("payer", "payee");
  private static final String SEEN =
      "SELECT (SELECT CAST(SUM(amount) AS SIGNED) FROM payer) + (SELECT CAST(SUM(amount) AS SIGNED) FROM payee) AS total, "
          + "(SELECT CAST(SUM(moves) AS SIGNED) FROM payer) - (SELECT CAST(SUM(moves) AS SIGNED) FROM payee) AS difference, "
          + "(SELECT CAST(SUM(moves) AS SIGNED) FROM payer) AS moves";

  /** A user with some privileges, on a database of its own. */
  private record Account(EmbeddedServer server, String database, String user) {

    /**
     * @param privileges on the database
     * @param global privileges, on everything
     */
    static Account create(EmbeddedServer server, String privileges, String... global)
        throws SQLException {
      String database = Servers.freshDatabase(server);
      Transfers.createTables(server, database);
      String user = "s" + database.substring(database.length() - 20);
      server.createUser(user, "secret", privileges, database);
      Account account = new Account(server, database, user);
      for (String privilege : global) {
        account.administer("GRANT %s ON *.* TO `%s`@`%%`".formatted(privilege, user));
      }
      return account;
    }

    static Account withReload(EmbeddedServer server) throws SQLException {
      return create(server, SELECT, "RELOAD");
    }

    static Account withLockTables(EmbeddedServer server) throws SQLException {
      return create(server, SELECT + ", LOCK TABLES");
    }

    MySqlSource source() {
      return new MySqlSource(SourceConfigs.of(server, database, user, "secret"));
    }

    void administer(String... statements) throws SQLException {
      try (Connection connection = server.connect(database);
          Statement statement = connection.createStatement()) {
        for (String sql : statements) {
          statement.execute(sql);
        }
      }
    }

    Snapshot open(SnapshotConfig config) {
      return Snapshot.open(
          UUID.randomUUID().toString(), source(), config, TABLES, new OneProcess(CONNECTIONS));
    }

    int connections() throws SQLException {
      try (Connection connection = server.connect(database)) {
        return Rows.of(
                connection,
                "SELECT id FROM information_schema.processlist WHERE user = '%s'".formatted(user))
            .size();
      }
    }

    void requireNoneLeft() throws SQLException, InterruptedException {
      for (int i = 0; i < 100 && connections() > 0; i++) {
        Thread.sleep(50);
      }
      assertThat(connections()).as("connections left").isZero();
    }
  }

  static Stream<Arguments> locks() {
    return Servers.everyVersion()
        .flatMap(
            server ->
                Stream.of(
                    Arguments.of(server, SnapshotLock.FLUSH_TABLES, ReadLock.FLUSH_TABLES),
                    Arguments.of(server, SnapshotLock.LOCK_TABLES, ReadLock.LOCK_TABLES)));
  }

  @ParameterizedTest
  @MethodSource("locks")
  void allConnectionsSeeTheSameInstant(EmbeddedServer server, SnapshotLock may, String method)
      throws Exception {
    Account account = allowed(server, may);
    Set<String> instants = new TreeSet<>();
    try (Transfers writing = Transfers.start(server, account.database())) {
      for (int i = 0; i < 10; i++) {
        try (Snapshot snapshot = account.open(config(SnapshotLock.AUTO))) {
          assertThat(snapshot.point().method()).isEqualTo(method);
          assertThat(snapshot.point().connections()).isEqualTo(CONNECTIONS);
          Set<String> seen = new TreeSet<>(seenByAll(snapshot));
          // The writer goes on: none of it is seen.
          writing.awaitMoves(3);
          seen.addAll(seenByAll(snapshot));

          assertThat(seen)
              .singleElement()
              .asString()
              .startsWith(Transfers.SEEN_AT_ONE_INSTANT + " | ");
          instants.addAll(seen);
        }
      }
    }

    assertThat(instants).as("that the writer wrote").hasSizeGreaterThan(5);
    account.requireNoneLeft();
  }

  private static List<String> seenByAll(Snapshot snapshot) throws SQLException {
    List<Lease> leases = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      Lease lease = snapshot.lender().lend();
      leases.add(lease);
      seen.addAll(Rows.of(lease.connection(), SEEN));
    }
    leases.forEach(Lease::close);
    return seen;
  }

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#all")
  void withoutAPrivilegeItIsSaidWhichOne(EmbeddedServer server) throws Exception {
    Account account = Account.create(server, SELECT);

    assertThatThrownBy(() -> account.open(config(SnapshotLock.AUTO)))
        .isInstanceOf(SourceException.class)
        .hasMessageContainingAll(
            "Cannot read all tables at one instant: the user has no privilege for source.snapshot.lock = flush-tables or lock-tables",
            "grant RELOAD, or LOCK TABLES on the database, or set source.snapshot.lock = none");
    account.requireNoneLeft();

    try (Snapshot snapshot = account.open(config(SnapshotLock.NONE))) {
      assertThat(snapshot.point().method()).isEqualTo("none");
      assertThat(snapshot.point().describe()).startsWith("NOT at one instant");
      assertThat(seenByAll(snapshot)).hasSize(CONNECTIONS);
    }
    account.requireNoneLeft();
  }

  static Stream<Arguments> obstacles() {
    return Servers.all()
        .flatMap(
            server ->
                Stream.of(
                    Arguments.of(
                        server,
                        SnapshotLock.LOCK_TABLES,
                        "UPDATE payer SET amount = 0 WHERE id = 1"),
                    Arguments.of(server, SnapshotLock.FLUSH_TABLES, "LOCK TABLES payee WRITE")));
  }

  @ParameterizedTest
  @MethodSource("obstacles")
  void aLockThatCannotBeHadIsGivenUp(EmbeddedServer server, SnapshotLock lock, String obstacle)
      throws Exception {
    Account account = allowed(server, lock);
    try (Connection other = server.connect(account.database());
        Statement statement = other.createStatement()) {
      statement.execute("START TRANSACTION");
      statement.execute(obstacle);

      assertThatThrownBy(() -> account.open(config(lock, 1)))
          .isInstanceOf(SourceException.class)
          .hasMessage(
              "Cannot read all tables at one instant: no lock (source.snapshot.lock = %s) within 1 s (source.snapshot.wait); a long query or an open transaction holds a table."
                  .formatted(lock));
    }
    account.requireNoneLeft();
  }

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#all")
  void othersMayWriteAsSoonAsItIsTaken(EmbeddedServer server) throws Exception {
    Account account = Account.withReload(server);
    try (Snapshot snapshot = account.open(config(SnapshotLock.FLUSH_TABLES))) {
      account.administer(
          "SET SESSION lock_wait_timeout = 1",
          "UPDATE payer SET amount = amount + 1",
          "CREATE TABLE another (id INT)");

      assertThat(seenByAll(snapshot))
          .allMatch(seen -> seen.startsWith("total=" + Transfers.TOTAL + " "));
      assertThat(snapshot.point().held()).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void tablesThatMustNotBeAlteredAreNot() throws Exception {
    Account account = Account.create(Servers.mysql(), SELECT, "RELOAD", "BACKUP_ADMIN");
    SnapshotConfig config = new SnapshotConfig(SnapshotLock.AUTO, Duration.ofSeconds(20), true, 1);
    try (Snapshot snapshot = account.open(config)) {
      assertThatThrownBy(
              () ->
                  account.administer(
                      "SET SESSION lock_wait_timeout = 1", "ALTER TABLE payer ADD more INT"))
          .hasMessageContaining("Lock wait timeout");
      assertThat(snapshot.point().connections()).isEqualTo(CONNECTIONS);
    }
    account.requireNoneLeft();
    account.administer("ALTER TABLE payer ADD more INT");
  }

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#all")
  void aLostConnectionIsNotReplaced(EmbeddedServer server) throws Exception {
    Account account = Account.withLockTables(server);
    try (Snapshot snapshot = account.open(config(SnapshotLock.AUTO))) {
      for (int i = 0; i < CONNECTIONS; i++) {
        snapshot.lender().lend().discard();
      }

      assertThatThrownBy(() -> snapshot.lender().lend())
          .isInstanceOf(SnapshotLostException.class)
          .hasMessageStartingWith("Cannot read on: every connection to ");
    }
    account.requireNoneLeft();
  }

  private static Account allowed(EmbeddedServer server, SnapshotLock lock) throws SQLException {
    return lock == SnapshotLock.FLUSH_TABLES
        ? Account.withReload(server)
        : Account.withLockTables(server);
  }

  /** With more patience than a loaded machine needs. */
  private static SnapshotConfig config(SnapshotLock lock) {
    return config(lock, 20);
  }

  private static SnapshotConfig config(SnapshotLock lock, int seconds) {
    return new SnapshotConfig(lock, Duration.ofSeconds(seconds), false, 1);
  }
}
