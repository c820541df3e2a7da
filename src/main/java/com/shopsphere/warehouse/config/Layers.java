package com.shopsphere.warehouse.config;

import static com.shopsphere.warehouse.failure.Suggestion.didYouMean;

import com.shopsphere.warehouse.failure.ConfigurationException;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts command line, environment and file over one another, and refuses keys that do not exist. */
final class Layers {

  private static final String ENVIRONMENT_PREFIX = ConfigReader.environmentName("");

  private final KnownSettings known;
  private final Map<String, String> environment;

  Layers(KnownSettings known, Map<String, String> environment) {
    this.known = known;
    this.environment = environment;
  }

  /** The unresolved settings; what is wrong with a layer is added to {@code problems}. */
  Config merge(Optional<Path> file, List<String> overrides, List<String> problems) {
    Config merged = ConfigFactory.empty();
    for (String override : overrides) {
      merged = override(override, problems).withFallback(merged);
    }
    merged = merged.withFallback(environment(problems));
    return file.map(path -> file(path, problems)).map(merged::withFallback).orElse(merged);
  }

  private Config override(String override, List<String> problems) {
    int equals = override.indexOf('=');
    if (equals < 1) {
      problems.add("Invalid --set %s: expected key=value.".formatted(override));
      return ConfigFactory.empty();
    }
    String key = override.substring(0, equals).trim();
    ConfigValue value =
        ConfigValueFactory.fromAnyRef(override.substring(equals + 1).trim(), "--set");
    try {
      Config layer = value.atPath(key);
      refuseUnknown("", layer.root(), problems);
      return layer;
    } catch (ConfigException.BadPath noKey) {
      problems.add("Invalid --set %s: expected a key of names with dots between.".formatted(key));
      return ConfigFactory.empty();
    }
  }

  private Config environment(List<String> problems) {
    Map<String, String> keys = new TreeMap<>();
    known.scalars().forEach(key -> keys.put(ConfigReader.environmentName(key), key));
    Config layer = ConfigFactory.empty();
    for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
      String name = variable.getKey();
      if (keys.containsKey(name)) {
        ConfigValue value =
            ConfigValueFactory.fromAnyRef(variable.getValue(), "environment variable " + name);
        layer = layer.withValue(keys.get(name), value);
      } else if (name.startsWith(ENVIRONMENT_PREFIX)) {
        problems.add(
            "Invalid environment variable %s: it names no setting%s"
                .formatted(name, didYouMean(name, keys.keySet())));
      }
    }
    return layer;
  }

  /** Without the file all it sets would seem to be missing, so nothing further is checked then. */
  private Config file(Path path, List<String> problems) {
    if (!Files.isReadable(path)) {
      problems.add("Cannot read the configuration file %s (--config).".formatted(path));
      throw new ConfigurationException(problems);
    }
    try {
      Config layer =
          ConfigFactory.parseFile(
              path.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
      refuseUnknown("", layer.root(), problems);
      return layer;
    } catch (ConfigException malformed) {
      problems.add("Invalid configuration file %s: %s".formatted(path, malformed.getMessage()));
      throw new ConfigurationException(problems);
    }
  }

  private void refuseUnknown(String prefix, ConfigObject object, List<String> problems) {
    object.forEach(
        (name, value) -> {
          String key = prefix + ConfigUtil.joinPath(name);
          if (known.covers(key)) {
            return;
          }
          if (value instanceof ConfigObject child && known.isSection(key)) {
            refuseUnknown(key + ".", child, problems);
            return;
          }
          problems.add(
              "Invalid %s (%s): there is no such setting%s"
                  .formatted(key, value.origin().description(), didYouMean(key, known.all())));
        });
  }
}
