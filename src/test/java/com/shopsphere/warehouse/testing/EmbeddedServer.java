package com.shopsphere.warehouse.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * A running MySQL or MariaDB server that belongs to this JVM.
 *
 * <p>It listens on the loopback interface only, and goes away with its data on {@link #close} or
 * when the JVM ends.
 */
public interface EmbeddedServer extends AutoCloseable {

  /** Name and version, for example {@code MySQL 8.0.33}. */
  String product();

  /** The TCP port on {@link #host}. */
  int port();

  /** The password of {@link #user}, never empty and different for every server. */
  String password();

  /** Stops the server and deletes its data; does nothing the second time. */
  @Override
  void close();

  default String host() {
    return "127.0.0.1";
  }

  /** The administrator, who holds every privilege. */
  default String user() {
    return "root";
  }

  /** An address without any parameter: add yours after a {@code ?}. */
  default String jdbcUrl(String database) {
    return "jdbc:mysql://%s:%d/%s".formatted(host(), port(), database);
  }

  /** Connects as administrator, with no default database. */
  default Connection connect() throws SQLException {
    return connect("");
  }

  /**
   * Connects as administrator, without TLS, ready for {@code LOAD DATA LOCAL} and for batches.
   *
   * @param database the default database; empty for none
   */
  default Connection connect(String database) throws SQLException {
    return connect(database, Duration.ZERO);
  }

  /**
   * As {@link #connect(String)}, but fails when the server is silent for too long.
   *
   * @param silence the longest wait for any answer, whole milliseconds; zero for no limit
   */
  default Connection connect(String database, Duration silence) throws SQLException {
    var properties = new Properties();
    properties.setProperty("connectTimeout", String.valueOf(silence.toMillis()));
    properties.setProperty("socketTimeout", String.valueOf(silence.toMillis()));
    properties.setProperty("user", user());
    properties.setProperty("password", password());
    properties.setProperty("sslMode", "DISABLED");
    properties.setProperty("allowPublicKeyRetrieval", "true");
    properties.setProperty("allowLoadLocalInfile", "true");
    properties.setProperty("rewriteBatchedStatements", "true");
    return DriverManager.getConnection(jdbcUrl(database), properties);
  }

  /**
   * Creates a user who may do no more than the given privileges say, from any host, with the
   * server's default authentication: {@code caching_sha2_password} on MySQL.
   *
   * @param privileges as in GRANT, for example {@code SELECT, LOCK TABLES}
   * @param database the one database that they hold for
   */
  default void createUser(String name, String password, String privileges, String database)
      throws SQLException {
    // In GRANT an underscore in the database's name would stand for any character.
    var pattern = database.replace("`", "``").replace("_", "\\_").replace("%", "\\%");
    try (var connection = connect();
        var create = connection.prepareStatement("CREATE USER ?@'%' IDENTIFIED BY ?");
        var grant =
            connection.prepareStatement(
                "GRANT %s ON `%s`.* TO ?@'%%'".formatted(privileges, pattern))) {
      create.setString(1, name);
      create.setString(2, password);
      create.executeUpdate();
      grant.setString(1, name);
      grant.executeUpdate();
    }
  }
}
