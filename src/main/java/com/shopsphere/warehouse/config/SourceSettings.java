package com.shopsphere.warehouse.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The settings below {@code source}. */
final class SourceSettings {

  private final Settings settings;
  private final Path workingDirectory;

  SourceSettings(Settings settings, Path workingDirectory) {
    this.settings = settings;
    this.workingDirectory = workingDirectory;
  }

  /** The record, to be asked for once the settings are known to be valid. */
  Supplier<SourceConfig> read() {
    String host = settings.requiredText("source.host");
    int port = settings.integer("source.port", 1, 65_535);
    String database = settings.requiredText("source.database");
    String user = settings.requiredText("source.user");
    Secret password = password();
    SslMode sslMode =
        settings
            .optionalChoice("source.ssl-mode", SslMode.values())
            .orElseGet(() -> SslMode.defaultFor(host));
    Optional<CertificateAuthority> sslCa = authority(sslMode);
    Duration connectTimeout = settings.duration("source.connect-timeout");
    return () ->
        new SourceConfig(
            host, port, database, user, password, sslMode, sslCa.orElse(null), connectTimeout);
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
            contents("source.ssl-ca", name)
                .flatMap(
                    pem ->
                        settings.parsed(
                            "source.ssl-ca", pem, text -> new CertificateAuthority(name, text))));
  }

  private Secret password() {
    Optional<String> password = settings.text("source.password");
    Optional<String> file = settings.text("source.password-file");
    if (password.isPresent() && file.isPresent()) {
      settings.problem(
          "Invalid source.password: expected either source.password or source.password-file, found"
              + " both.");
    }
    return new Secret(password.or(() -> file.flatMap(this::passwordOf)).orElse(""));
  }

  private Optional<String> passwordOf(String file) {
    return contents("source.password-file", file).map(text -> text.replaceFirst("\\R\\z", ""));
  }

  /** Empty after a problem. */
  private Optional<String> contents(String key, String file) {
    try {
      return Optional.of(Files.readString(workingDirectory.resolve(file)));
    } catch (IOException unreadable) {
      settings.problem(
          "Invalid %s: cannot read '%s' (%s)."
              .formatted(key, file, unreadable.getClass().getSimpleName()));
      return Optional.empty();
    }
  }
}
