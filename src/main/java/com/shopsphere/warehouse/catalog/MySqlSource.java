package com.shopsphere.warehouse.catalog;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.config.SourceConfig;
import com.shopsphere.warehouse.failure.SourceException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** The way to the source database: how every connection to it is opened, and what it is called. */
public final class MySqlSource {

  /** Connector/J's driver, by name: on a cluster it is loaded from the job's own jar. */
  public static final String DRIVER = "com.mysql.cj.jdbc.Driver";

  private final SourceConfig config;

  public MySqlSource(SourceConfig config) {
    this.config = requireNonNull(config, "config");
  }

  public String database() {
    return config.database();
  }

  /** {@code shopsphere at db.example:3306}, for messages. */
  public String describe() {
    return "%s at %s:%d".formatted(config.database(), config.host(), config.port());
  }

  /** Holds neither user nor password: it may be logged. */
  public String url() {
    String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    return "jdbc:mysql://%s:%d/%s"
        .formatted(
            host,
            config.port(),
            URLEncoder.encode(config.database(), StandardCharsets.UTF_8).replace("+", "%20"));
  }

  /**
   * Options under which Connector/J gives values as they are stored: instants in UTC whatever the
   * zone of the server and of this machine, FLOAT in binary and not rounded to six digits,
   * TINYINT(1) and YEAR as numbers, a zero date as an error and not as another date.
   */
  public Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", config.user());
    properties.setProperty("password", config.password().value());
    properties.setProperty("sslMode", config.sslMode().name());
    properties.setProperty("connectTimeout", Long.toString(config.connectTimeout().toMillis()));
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("characterEncoding", "UTF-8");
    properties.setProperty("connectionTimeZone", "UTC");
    properties.setProperty("forceConnectionTimeZoneToSession", "true");
    properties.setProperty("useServerPrepStmts", "true");
    properties.setProperty("tinyInt1isBit", "false");
    properties.setProperty("yearIsDateType", "false");
    properties.setProperty("zeroDateTimeBehavior", "EXCEPTION");
    return properties;
  }

  /**
   * A connection of its own to the database.
   *
   * @throws SourceException saying which setting is wrong
   */
  public Connection connect() {
    try {
      return DriverManager.getConnection(url(), properties());
    } catch (SQLException refused) {
      throw new SourceException(SourceErrors.onConnect(refused, config), refused);
    }
  }

  /** What to tell of a statement that failed while {@code doing} was under way. */
  public SourceException failure(String doing, SQLException failed) {
    return new SourceException(SourceErrors.onStatement(doing, failed, config), failed);
  }
}
