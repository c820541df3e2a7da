package com.shopsphere.warehouse.config;

import static com.shopsphere.warehouse.failure.Suggestion.didYouMean;

import com.shopsphere.warehouse.failure.ConfigurationException;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/**
 * Typed access to resolved settings that gathers problems instead of stopping at the first.
 *
 * <p>After a problem a harmless stand-in is returned, so that reading can go on; the caller must
 * call {@link #throwIfInvalid()} before it uses what was read.
 */
final class Settings {

  private final Config config;
  private final List<String> problems;

  /**
   * @param problems those found before; new ones are added to it
   */
  Settings(Config config, List<String> problems) {
    this.config = config;
    this.problems = problems;
  }

  void problem(String sentence) {
    problems.add(sentence);
  }

  void throwIfInvalid() {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  Optional<String> text(String key) {
    if (!config.hasPath(key)) {
      return Optional.empty();
    }
    return Optional.of(read(key, "one value", config::getString, ""));
  }

  String requiredText(String key) {
    Optional<String> text = text(key).filter(value -> !value.isBlank());
    if (text.isEmpty()) {
      problem(
          "Invalid %s: it is required and not set; set it in a file, with --set or as %s."
              .formatted(key, ConfigReader.environmentName(key)));
    }
    return text.orElse("");
  }

  /** A required entry of a list's element, which is told of by the path of the list. */
  String requiredElement(String path, String key) {
    Optional<String> text = text(key).filter(value -> !value.isBlank());
    if (text.isEmpty()) {
      problem("Invalid %s: it is required and not set.".formatted(path));
    }
    return text.orElse("");
  }

  boolean has(String key) {
    return config.hasPath(key);
  }

  int integer(String key, int least, int most) {
    String expected = "a whole number from %d to %d".formatted(least, most);
    return (int)
        bounded(key, expected, config::getLong, number -> number >= least && number <= most, least);
  }

  long bytes(String key) {
    return bounded(
        key, "a size such as 32MiB, 0 or more", config::getBytes, number -> number >= 0, 0);
  }

  Duration duration(String key) {
    String expected = "a duration such as 10s, at least 1 ms";
    return Duration.ofMillis(
        bounded(
            key, expected, name -> config.getDuration(name).toMillis(), millis -> millis > 0, 1));
  }

  <E extends Enum<E>> E choice(String key, E[] cases) {
    return choice(key, read(key, "one of " + names(cases), config::getString, ""), cases);
  }

  private <E extends Enum<E>> E choice(String key, String text, E[] cases) {
    for (E one : cases) {
      if (one.toString().equalsIgnoreCase(text)) {
        return one;
      }
    }
    List<String> names = Arrays.stream(cases).map(E::toString).toList();
    problem(
        "Invalid %s: expected one of %s, found '%s'%s%s"
            .formatted(key, names(cases), text, at(key), didYouMean(text, names)));
    return cases[0];
  }

  /** The entries of an object whose keys are the user's own, each a choice. */
  <E extends Enum<E>> Map<String, E> choices(String key, E[] cases) {
    Map<String, E> choices = new LinkedHashMap<>();
    texts(key)
        .forEach(
            (name, text) ->
                choices.put(name, choice(key + "." + ConfigUtil.joinPath(name), text, cases)));
    return choices;
  }

  /** The entries of an object whose keys are the user's own, ascending by key. */
  Map<String, String> texts(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    ConfigObject object =
        read(key, "an object { name = value }", config::getObject, ConfigFactory.empty().root());
    new TreeMap<>(object.unwrapped()).forEach((name, text) -> texts.put(name, "" + text));
    return texts;
  }

  /** Each element of a list of objects; an element with an unknown key is a problem. */
  List<Settings> objects(String key, Set<String> knownKeys) {
    List<? extends ConfigObject> objects =
        read(key, "a list of objects", config::getObjectList, List.of());
    List<Settings> elements = new ArrayList<>();
    for (ConfigObject object : objects) {
      object.keySet().stream()
          .filter(name -> !knownKeys.contains(name))
          .forEach(name -> problem(unknown(key + "[]." + name, object, name, knownKeys)));
      elements.add(new Settings(object.toConfig(), problems));
    }
    return elements;
  }

  private static String unknown(
      String key, ConfigObject object, String name, Set<String> knownKeys) {
    return "Invalid %s (%s): there is no such setting%s"
        .formatted(key, object.origin().description(), didYouMean(name, knownKeys));
  }

  private long bounded(
      String key, String expected, Function<String, Long> getter, LongPredicate valid, long least) {
    long number = read(key, expected, getter, least);
    if (!valid.test(number)) {
      problem("Invalid %s: expected %s, found %d%s.".formatted(key, expected, number, at(key)));
      return least;
    }
    return number;
  }

  private <T> T read(String key, String expected, Function<String, T> getter, T standIn) {
    try {
      return getter.apply(key);
    } catch (ConfigException wrongTypeOrFormat) {
      problem("Invalid %s: expected %s, found %s.".formatted(key, expected, found(key)));
      return standIn;
    }
  }

  private String found(String key) {
    if (!config.hasPath(key)) {
      return "nothing";
    }
    ConfigValue value = config.getValue(key);
    boolean scalar =
        value.valueType() != ConfigValueType.OBJECT && value.valueType() != ConfigValueType.LIST;
    return (scalar ? "'" + value.unwrapped() + "'" : "something else") + at(key);
  }

  /** Where the value was written, for the end of a sentence. */
  private String at(String key) {
    if (!config.hasPath(key)) {
      return "";
    }
    return " (%s)".formatted(config.getValue(key).origin().description());
  }

  private static String names(Enum<?>[] cases) {
    return Arrays.stream(cases).map(Enum::toString).collect(Collectors.joining(", "));
  }
}
