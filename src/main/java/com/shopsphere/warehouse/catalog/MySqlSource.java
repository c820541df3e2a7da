package com.shopsphere.warehouse.catalog;

import static java.util.Objects.requireNonNull;

import com.mysql.cj.jdbc.Driver;
import com.shopsphere.warehouse.config.CloudSql;
import com.shopsphere.warehouse.config.SourceConfig;
import com.shopsphere.warehouse.config.SslMode;
import com.shopsphere.warehouse.failure.SourceException;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The way to the source database: how every connection to it is opened, and what it is called. */
public final class MySqlSource implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Cloud SQL does not look at it with IAM authentication, but wants one. */
  private static final String NO_PASSWORD = "none";

  private final SourceConfig config;

  public MySqlSource(SourceConfig config) {
    this.config = requireNonNull(config, "config");
  }

  public String database() {
    return config.database();
  }

  /** {@code shopsphere at db.example:3306}, for messages. */
  public String describe() {
    return "%s at %s".formatted(config.database(), config.address());
  }

  /**
   * The address with every option of the connection, for any machine.
   *
   * <p>Under these options Connector/J gives values as they are stored: instants in UTC whatever
   * the zone of the server and of this machine, FLOAT in binary and not rounded to six digits,
   * TINYINT(1) and YEAR as numbers, a zero date as an error and not as another date.
   */
  private ConnectionAddress address() {
    String options =
        "jdbc:mysql://%s/%s?%s"
            .formatted(server(), encoded(config.database()), String.join("&", options()));
    return new ConnectionAddress(options, config.sslCa());
  }

  /** Cloud SQL's connector knows the server by other means. */
  private String server() {
    if (config.cloudSql() != null) {
      return "";
    }
    String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    return "%s:%d".formatted(host, config.port());
  }

  /** The address for connections that this machine opens. */
  public String url() {
    return address().url();
  }

  private List<String> options() {
    return Stream.concat(valueOptions().stream(), cloudSqlOptions().stream()).toList();
  }

  private List<String> cloudSqlOptions() {
    CloudSql cloudSql = config.cloudSql();
    return cloudSql == null
        ? List.of()
        : List.of(
            "socketFactory=" + CloudSql.SOCKET_FACTORY,
            "cloudSqlInstance=" + encoded(cloudSql.instance()),
            "ipTypes=" + cloudSql.ipType().name(),
            "enableIamAuth=" + cloudSql.iamAuth());
  }

  private List<String> valueOptions() {
    return List.of(
        "sslMode=" + config.sslMode().name(),
        // On the same machine nobody stands between who could give out a key of his own.
        "allowPublicKeyRetrieval=" + SslMode.isLoopback(config.host()),
        "connectTimeout=" + config.connectTimeout().toMillis(),
        "tcpKeepAlive=true",
        "characterEncoding=UTF-8",
        "characterSetResults=UTF-8",
        "sessionVariables=" + encoded(SessionVariables.LIST),
        "connectionTimeZone=UTC",
        "forceConnectionTimeZoneToSession=true",
        "useServerPrepStmts=true",
        "tinyInt1isBit=false",
        "yearIsDateType=false",
        "zeroDateTimeBehavior=EXCEPTION");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Who logs in. */
  public Properties credentials() {
    Properties credentials = new Properties();
    credentials.setProperty("user", config.user());
    CloudSql cloudSql = config.cloudSql();
    credentials.setProperty(
        "password",
        cloudSql != null && cloudSql.iamAuth() ? NO_PASSWORD : config.password().value());
    return credentials;
  }

  /**
   * A connection of its own to the database.
   *
   * @throws SourceException saying which setting is wrong
   */
  public Connection connect() {
    // Bounds the handshake too; connectTimeout ends when something listens, be it silent.
    DriverManager.setLoginTimeout((int) Math.max(1, config.connectTimeout().toSeconds()));
    try {
      // Not by the DriverManager, which would start every driver that lies on the class path.
      return requireNonNull(new Driver().connect(url(), credentials()), "connection");
    } catch (SQLException refused) {
      throw new SourceException(SourceErrors.onConnect(refused, config), refused);
    }
  }

  /** What to tell of a statement that failed while {@code doing} was under way. */
  public SourceException failure(String doing, SQLException failed) {
    return new SourceException(SourceErrors.onStatement(doing, failed, config), failed);
  }
}
