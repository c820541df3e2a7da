package com.shopsphere.warehouse.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys that exist: those of the defaults. An empty object or list there is the user's to fill.
 */
final class KnownSettings {

  private final Set<String> scalars = new TreeSet<>();
  private final Set<String> open = new TreeSet<>();

  KnownSettings(Config defaults) {
    gather("", defaults.root());
  }

  private void gather(String prefix, ConfigObject object) {
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      String key = prefix + entry.getKey();
      if (entry.getValue() instanceof ConfigObject child && !child.isEmpty()) {
        gather(key + ".", child);
      } else if (entry.getValue() instanceof ConfigObject
          || entry.getValue() instanceof ConfigList) {
        open.add(key);
      } else {
        scalars.add(key);
      }
    }
  }

  /** Keys with one value each, the only ones that the environment can set. */
  Set<String> scalars() {
    return scalars;
  }

  Set<String> all() {
    Set<String> all = new TreeSet<>(scalars);
    all.addAll(open);
    return all;
  }

  /** Whether the key, or an object above it whose entries are free, is known. */
  boolean covers(String key) {
    return scalars.contains(key)
        || open.stream().anyMatch(name -> key.equals(name) || key.startsWith(name + "."));
  }

  /** Whether known keys begin with this one. */
  boolean isSection(String key) {
    return all().stream().anyMatch(name -> name.startsWith(key + "."));
  }
}
