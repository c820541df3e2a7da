package com.shopsphere.warehouse.config;

import com.shopsphere.warehouse.failure.ConfigurationException;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads the settings of a run from their layers: command line, environment, file, defaults.
 *
 * <p>All problems of all layers are reported together.
 */
public final class ConfigReader {

  private static final String ENVIRONMENT_PREFIX = "WAREHOUSE_";
  private static final Pattern SECRET =
      Pattern.compile("(password$|token|secret|credential)", Pattern.CASE_INSENSITIVE);

  private final Map<String, String> environment;
  private final Path workingDirectory;
  private final SecretStore store;

  /** Reads settings that name no secret. */
  public ConfigReader(Map<String, String> environment, Path workingDirectory) {
    this(environment, workingDirectory, SecretStore.none());
  }

  /**
   * @param environment the process's environment
   * @param workingDirectory what relative paths count from; absolute
   * @param store where secrets are that settings name
   */
  public ConfigReader(Map<String, String> environment, Path workingDirectory, SecretStore store) {
    this.environment = Map.copyOf(environment);
    this.workingDirectory = workingDirectory;
    this.store = store;
  }

  /** Name of the environment variable that overrides a setting. */
  static String environmentName(String key) {
    return ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /**
   * Reads and checks all settings.
   *
   * @param file HOCON, or none
   * @param overrides settings as {@code key=value}
   * @throws ConfigurationException naming every problem by its key
   */
  public JobConfig read(Optional<Path> file, List<String> overrides) {
    List<String> problems = new ArrayList<>();
    Config defaults = defaults();
    KnownSettings known = new KnownSettings(defaults);
    Config given =
        new Layers(known, environment).merge(file, overrides, problems).withFallback(defaults);
    Config resolved = resolve(given, problems);
    Settings settings = new Settings(resolved, problems);
    Supplier<SourceConfig> source = new SourceSettings(settings, workingDirectory, store).read();
    Supplier<ReadConfig> read = new ReadSettings(settings).read();
    Supplier<MergeConfig> merge = new MergeSettings(settings).read();
    Supplier<StagingConfig> staging = new StagingSettings(settings).read();
    Supplier<TargetConfig> target = new TargetSettings(settings, workingDirectory).read();
    settings.throwIfInvalid();
    return new JobConfig(
        source.get(), read.get(), merge.get(), staging.get(), target.get(), effective(resolved));
  }

  /** From the package of this class: on a cluster, other jars bring a reference.conf too. */
  static Config defaults() {
    return ConfigFactory.parseResources(ConfigReader.class, "reference.conf");
  }

  private static Config resolve(Config given, List<String> problems) {
    try {
      return given.resolve();
    } catch (ConfigException unresolved) {
      problems.add("Invalid configuration: " + unresolved.getMessage());
      throw new ConfigurationException(problems);
    }
  }

  private static SortedMap<String, String> effective(Config resolved) {
    SortedMap<String, String> effective = new TreeMap<>();
    resolved
        .entrySet()
        .forEach(entry -> effective.put(entry.getKey(), shown(entry.getKey(), entry.getValue())));
    return effective;
  }

  private static String shown(String key, ConfigValue value) {
    if (SECRET.matcher(key).find()) {
      return Secret.MASK;
    }
    return value.valueType() == ConfigValueType.LIST
        ? value.render(ConfigRenderOptions.concise())
        : String.valueOf(value.unwrapped());
  }
}
