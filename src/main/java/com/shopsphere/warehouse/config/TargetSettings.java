package com.shopsphere.warehouse.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The settings below {@code target}. */
final class TargetSettings {

  private static final Pattern TABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,299}");
  private static final Pattern URI_SCHEME = Pattern.compile("[a-z][a-z0-9+.-]+://?.*");

  private enum Type {
    PARQUET,
    BIGQUERY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Settings settings;
  private final Path workingDirectory;

  TargetSettings(Settings settings, Path workingDirectory) {
    this.settings = settings;
    this.workingDirectory = workingDirectory;
  }

  /** The record, to be asked for once the settings are known to be valid. */
  Supplier<TargetConfig> read() {
    String table = table();
    List<String> land = new OpenSettings(settings).tables("target.land");
    return switch (settings.choice("target.type", Type.values())) {
      case PARQUET -> parquet(table, land);
      case BIGQUERY -> new BigQuerySettings(settings, workingDirectory).read(table, land);
    };
  }

  private String table() {
    String table = settings.requiredText("target.table");
    if (!table.isBlank() && !TABLE.matcher(table).matches()) {
      settings.problem(
          "Invalid target.table: expected letters, digits and underscores, found '%s'."
              .formatted(table));
    }
    return table;
  }

  private Supplier<TargetConfig> parquet(String table, List<String> land) {
    Path directory = directory(settings.requiredText("target.parquet.path"));
    Compression compression = settings.choice("target.parquet.compression", Compression.values());
    return () -> new TargetConfig.Parquet(table, land, directory, compression);
  }

  private Path directory(String path) {
    if (URI_SCHEME.matcher(path).matches()) {
      settings.problem(
          "Invalid target.parquet.path: expected a local directory, found '%s'.".formatted(path));
      return workingDirectory;
    }
    try {
      return workingDirectory.resolve(path).normalize();
    } catch (InvalidPathException malformed) {
      settings.problem(
          "Invalid target.parquet.path: expected a local directory, found '%s'.".formatted(path));
      return workingDirectory;
    }
  }
}
