package com.shopsphere.warehouse.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Objects and lists that are the user's to fill; empty where they are not set. */
final class OpenSettings {

  private static final String COLUMNS = "a column or a list of columns";
  private static final String TABLES = "a table or a list of tables";

  private final Settings settings;

  OpenSettings(Settings settings) {
    this.settings = settings;
  }

  /**
   * The entries of an object, ascending by name.
   *
   * @param reader reads the entry whose key it is given
   */
  <T> Map<String, T> entries(String key, Function<String, T> reader) {
    Map<String, T> entries = new TreeMap<>();
    for (String name : names(key)) {
      entries.put(name, reader.apply(key + "." + ConfigUtil.joinPath(name)));
    }
    return entries;
  }

  private SortedSet<String> names(String key) {
    return settings.has(key)
        ? settings
            .read(key, "an object { name = value }", Config::getObject)
            .map(object -> new TreeSet<>(object.keySet()))
            .orElseGet(TreeSet::new)
        : new TreeSet<>();
  }

  /** The entries of an object with one value each, ascending by name. */
  Map<String, String> texts(String key) {
    return entries(key, path -> settings.read(path, "one value", Config::getString).orElse(""));
  }

  /** One column, or several in their order; none after a problem. */
  List<String> columns(String key) {
    if (!settings.isFilled(key)) {
      settings.refuse(key, COLUMNS);
      return List.of();
    }
    List<String> columns = named(key, COLUMNS);
    refuseRepeated(key, columns);
    return columns;
  }

  /** Tables, each once, in their order; none where an empty list is set, and after a problem. */
  List<String> tables(String key) {
    List<String> tables = settings.isFilled(key) ? named(key, TABLES) : List.of();
    refuseRepeated(key, "table", tables);
    return tables;
  }

  private List<String> named(String key, String expected) {
    List<String> names = settings.read(key, expected, OpenSettings::oneOrMore).orElse(List.of());
    if (names.stream().anyMatch(String::isBlank)) {
      settings.refuse(key, expected);
      return List.of();
    }
    return names;
  }

  private static List<String> oneOrMore(Config config, String key) {
    return switch (config.getValue(key).valueType()) {
      case OBJECT, LIST -> config.getStringList(key);
      default -> List.of(config.getString(key));
    };
  }

  void refuseRepeated(String key, Collection<String> columns) {
    refuseRepeated(key, "column", columns);
  }

  private void refuseRepeated(String key, String what, Collection<String> names) {
    repeated(names)
        .ifPresent(
            name ->
                settings.refuse(
                    key, "each %s once".formatted(what), "'%s' more than once".formatted(name)));
  }

  private static Optional<String> repeated(Collection<String> names) {
    Set<String> met = new HashSet<>();
    return names.stream().filter(name -> !met.add(name)).findFirst();
  }

  /** What is set if it is an object; a key that is not among the known ones is a problem. */
  Optional<Settings> object(String key, Set<String> knownKeys) {
    return settings.isObject(key)
        ? settings
            .read(key, "an object", Config::getObject)
            .map(object -> known(key, object, knownKeys))
        : Optional.empty();
  }

  /** Each element of a list of objects; an element with an unknown key is a problem. */
  List<Settings> objects(String key, Set<String> knownKeys) {
    List<Settings> elements = new ArrayList<>();
    if (settings.has(key)) {
      settings
          .read(key, "a list of objects", Config::getObjectList)
          .ifPresent(
              objects ->
                  objects.forEach(object -> elements.add(known(key + "[]", object, knownKeys))));
    }
    return elements;
  }

  private Settings known(String key, ConfigObject object, Set<String> knownKeys) {
    Settings known = settings.within(key, object);
    new TreeSet<>(object.keySet())
        .stream()
            .filter(name -> !knownKeys.contains(name))
            .forEach(name -> known.refuseUnknown(name, knownKeys));
    return known;
  }
}
