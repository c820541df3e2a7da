package com.shopsphere.warehouse.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The settings below {@code source}. */
final class SourceSettings {

  private static final String SSL_MODE = "source.ssl-mode";

  private final Settings settings;
  private final SettingFiles files;
  private final PasswordSettings password;
  private final CloudSqlSettings cloudSqlSettings;

  SourceSettings(Settings settings, Path workingDirectory, SecretStore store) {
    this.settings = settings;
    this.files = new SettingFiles(settings, workingDirectory);
    this.password = new PasswordSettings(settings, files, store);
    this.cloudSqlSettings = new CloudSqlSettings(settings);
  }

  /** The record, to be asked for once the settings are known to be valid. */
  Supplier<SourceConfig> read() {
    String host = settings.requiredText("source.host");
    int port = settings.integer("source.port", 1, 65_535);
    String database = settings.requiredText("source.database");
    String user = settings.requiredText("source.user");
    Optional<CloudSql> cloudSql = cloudSqlSettings.read();
    boolean needsPassword = cloudSql.filter(CloudSql::iamAuth).isEmpty();
    Secret secret = needsPassword ? password.read() : new Secret("");
    SslMode sslMode = cloudSql.isPresent() ? encryptedByConnector() : sslMode(host);
    Optional<CertificateAuthority> sslCa = authority(sslMode);
    Duration connectTimeout = settings.duration("source.connect-timeout");
    return () ->
        new SourceConfig(
            host,
            port,
            database,
            user,
            secret,
            sslMode,
            sslCa.orElse(null),
            connectTimeout,
            cloudSql.orElse(null));
  }

  private SslMode sslMode(String host) {
    return settings
        .optionalChoice(SSL_MODE, SslMode.values())
        .orElseGet(() -> SslMode.defaultFor(host));
  }

  /** What the connector of Cloud SQL has encrypted is not encrypted once more. */
  private SslMode encryptedByConnector() {
    settings
        .optionalChoice(SSL_MODE, SslMode.values())
        .filter(mode -> mode != SslMode.DISABLED)
        .ifPresent(
            mode ->
                settings.refuse(
                    SSL_MODE,
                    "disabled or nothing with source.cloud-sql.instance, which encrypts"));
    return SslMode.DISABLED;
  }

  private Optional<CertificateAuthority> authority(SslMode mode) {
    Optional<String> file = settings.text("source.ssl-ca");
    if (file.isPresent() && !mode.verifies()) {
      settings.problem(
          "Invalid source.ssl-ca: expected source.ssl-mode = verify-ca or verify-identity with it,"
              + " found %s.".formatted(mode));
      return Optional.empty();
    }
    return file.flatMap(
        name ->
            files
                .contents("source.ssl-ca", name)
                .flatMap(
                    pem ->
                        settings.parsed(
                            "source.ssl-ca", pem, text -> new CertificateAuthority(name, text))));
  }
}
