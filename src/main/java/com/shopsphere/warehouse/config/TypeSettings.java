package com.shopsphere.warehouse.config;

import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The settings below {@code source.types}. */
final class TypeSettings {

  private static final String COLUMNS = "source.types.columns";
  private static final Pattern TABLE_AND_COLUMN = Pattern.compile("(?s).+\\..+");

  private final Settings settings;

  TypeSettings(Settings settings) {
    this.settings = settings;
  }

  /** The record, to be asked for once the settings are known to be valid. */
  Supplier<TypeConfig> read() {
    TinyintForm tinyint1 = settings.choice("source.types.tinyint1", TinyintForm.values());
    InvalidDates dates = invalidDates("source.types.invalid-dates");
    SpatialForm spatial = settings.choice("source.types.spatial", SpatialForm.values());
    OpenSettings open = new OpenSettings(settings);
    Map<String, InvalidDates> columns = open.entries(COLUMNS, this::invalidDates);
    columns.keySet().stream()
        .filter(name -> !TABLE_AND_COLUMN.matcher(name).matches())
        .forEach(
            name -> settings.refuse(COLUMNS, "\"table.column\" = choice", "'%s'".formatted(name)));
    return () -> new TypeConfig(tinyint1, dates, columns, spatial);
  }

  /** The word null, without quotes, is HOCON's own, and reads as if nothing were set. */
  private InvalidDates invalidDates(String key) {
    return settings.has(key) ? settings.choice(key, InvalidDates.values()) : InvalidDates.NULL;
  }
}
