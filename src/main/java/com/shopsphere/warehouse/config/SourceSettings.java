package com.shopsphere.warehouse.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The settings below {@code source}. */
final class SourceSettings {

  private final Settings settings;
  private final SettingFiles files;
  private final PasswordSettings password;

  SourceSettings(Settings settings, Path workingDirectory, SecretStore store) {
    this.settings = settings;
    this.files = new SettingFiles(settings, workingDirectory);
    this.password = new PasswordSettings(settings, files, store);
  }

  /** The record, to be asked for once the settings are known to be valid. */
  Supplier<SourceConfig> read() {
    String host = settings.requiredText("source.host");
    int port = settings.integer("source.port", 1, 65_535);
    String database = settings.requiredText("source.database");
    String user = settings.requiredText("source.user");
    Secret secret = password.read();
    SslMode sslMode =
        settings
            .optionalChoice("source.ssl-mode", SslMode.values())
            .orElseGet(() -> SslMode.defaultFor(host));
    Optional<CertificateAuthority> sslCa = authority(sslMode);
    Duration connectTimeout = settings.duration("source.connect-timeout");
    return () ->
        new SourceConfig(
            host, port, database, user, secret, sslMode, sslCa.orElse(null), connectTimeout);
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
