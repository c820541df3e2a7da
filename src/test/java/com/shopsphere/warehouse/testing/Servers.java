package com.shopsphere.warehouse.testing;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One running server per product and version for all the tests of a JVM, started when first asked
 * for and stopped when the JVM ends.
 *
 * <p>Their {@code close()} does nothing, because JUnit closes the arguments of parameterised tests.
 */
public final class Servers {

  private static final Path DIRECTORY = Path.of("target", "servers");

  private static @Nullable EmbeddedServer mysql;
  private static @Nullable EmbeddedServer mariadb;
  private static @Nullable EmbeddedServer olderMariadb;

  private Servers() {}

  /** MySQL, in the time zone +05:30. */
  public static synchronized EmbeddedServer mysql() {
    if (mysql == null) {
      mysql = shared(EmbeddedMySql.start(DIRECTORY.resolve("mysql")));
    }
    return mysql;
  }

  /** MariaDB, in the time zone -07:00. */
  public static synchronized EmbeddedServer mariadb() {
    if (mariadb == null) {
      mariadb =
          shared(
              EmbeddedMariaDb.start(
                  DIRECTORY.resolve("mariadb"), List.of("--default-time-zone=-07:00")));
    }
    return mariadb;
  }

  /** MariaDB 10.11, in the time zone +12:45. */
  public static synchronized EmbeddedServer olderMariadb() {
    if (olderMariadb == null) {
      olderMariadb =
          shared(
              OlderMariaDb.start(
                  DIRECTORY.resolve("older-mariadb"), List.of("--default-time-zone=+12:45")));
    }
    return olderMariadb;
  }

  /** Every product, for {@code @MethodSource("com.shopsphere.warehouse.testing.Servers#all")}. */
  public static Stream<EmbeddedServer> all() {
    return Stream.of(mysql(), mariadb());
  }

  /**
   * Every product in every version, for what depends on versions: types, catalog, sessions, cutting
   * and the common instant. Elsewhere {@link #all} is enough.
   */
  public static Stream<EmbeddedServer> everyVersion() {
    return Stream.of(mysql(), mariadb(), olderMariadb());
  }

  /** Creates an empty database whose name no other has. */
  public static String freshDatabase(EmbeddedServer server) throws SQLException {
    var name = "test_" + UUID.randomUUID().toString().replace("-", "");
    try (var connection = server.connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return name;
  }

  private static EmbeddedServer shared(EmbeddedServer server) {
    return new RunningServer(server.product(), server.port(), server.password(), () -> {});
  }
}
