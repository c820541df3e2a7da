package com.shopsphere.warehouse.testing;

import com.shopsphere.warehouse.config.CertificateAuthority;
import com.shopsphere.warehouse.config.Secret;
import com.shopsphere.warehouse.config.SourceConfig;
import com.shopsphere.warehouse.config.SslMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sources on the embedded servers, with everything by default that a test does not ask for. */
public final class SourceConfigs {

  private SourceConfigs() {}

  /** A database as the administrator reads it. */
  public static SourceConfig of(EmbeddedServer server, String database) {
    return of(server, database, server.user(), server.password());
  }

  public static SourceConfig of(
      EmbeddedServer server, String database, String user, String password) {
    return new SourceConfig(
        server.host(),
        server.port(),
        database,
        user,
        new Secret(password),
        SslMode.DISABLED,
        null,
        Duration.ofSeconds(10),
        null);
  }

  /**
   * The same source with encrypted connections.
   *
   * @param authority null for those that this JVM trusts
   */
  public static SourceConfig encrypted(
      SourceConfig config, SslMode mode, @Nullable CertificateAuthority authority) {
    return new SourceConfig(
        config.host(),
        config.port(),
        config.database(),
        config.user(),
        config.password(),
        mode,
        authority,
        config.connectTimeout(),
        config.cloudSql());
  }
}
