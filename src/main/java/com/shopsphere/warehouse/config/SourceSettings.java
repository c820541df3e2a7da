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
    SslMode sslMode = settings.choice("source.ssl-mode", SslMode.values());
    Duration connectTimeout = settings.duration("source.connect-timeout");
    int rowsPerSplit = settings.integer("source.rows-per-split", 1000, Integer.MAX_VALUE);
    return () ->
        new SourceConfig(
            host, port, database, user, password, sslMode, connectTimeout, rowsPerSplit);
  }

  private Secret password() {
    Optional<String> password = settings.text("source.password");
    Optional<String> file = settings.text("source.password-file");
    if (password.isPresent() && file.isPresent()) {
      settings.problem(
          "Invalid source.password: expected either source.password or source.password-file, found"
              + " both.");
    }
    return new Secret(password.or(() -> file.map(this::contents)).orElse(""));
  }

  private String contents(String file) {
    try {
      return Files.readString(workingDirectory.resolve(file)).replaceFirst("\\R\\z", "");
    } catch (IOException unreadable) {
      settings.problem(
          "Invalid source.password-file: cannot read '%s' (%s)."
              .formatted(file, unreadable.getClass().getSimpleName()));
      return "";
    }
  }
}
