package com.shopsphere.warehouse.config;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The settings below {@code merge} whose entries are each about one table. */
final class TableSettings {

  private final Settings settings;
  private final OpenSettings open;

  TableSettings(Settings settings) {
    this.settings = settings;
    this.open = new OpenSettings(settings);
  }

  /** New names by the inferred ones; no two tables may have one, whatever the letter case. */
  Map<String, String> roles() {
    Map<String, String> inferred = new HashMap<>();
    return open.entries("merge.roles", key -> role(key, inferred));
  }

  private String role(String key, Map<String, String> keys) {
    String role = settings.parsed(key, NameForm.NAME::parse).orElse(key);
    String other = keys.putIfAbsent(role.toLowerCase(Locale.ROOT), key);
    if (other != null) {
      settings.refuse(key, "another name than " + other, "'%s'".formatted(role));
    }
    return role;
  }

  /** The columns that do not appear. */
  Map<String, List<String>> leaveOut() {
    return open.entries("merge.leave-out", open::columns);
  }

  /** How often a reference of a table to itself is followed. */
  Map<String, Integer> selfReferences() {
    return open.entries(
        "merge.self-references", key -> settings.integer(key, 0, MergeLimits.DEEPEST));
  }
}
