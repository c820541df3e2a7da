package com.shopsphere.warehouse.config;

import static com.shopsphere.warehouse.failure.Suggestion.didYouMean;

import com.shopsphere.warehouse.failure.ConfigurationException;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
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
import java.util.TreeSet;
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
  private final String prefix;
  private final List<String> problems;

  /**
   * @param problems those found before; new ones are added to it
   */
  Settings(Config config, List<String> problems) {
    this(config, "", problems);
  }

  /**
   * @param prefix what stands before the keys of {@code config} in messages
   */
  private Settings(Config config, String prefix, List<String> problems) {
    this.config = config;
    this.prefix = prefix;
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
    return config.hasPath(key) ? read(key, "one value", config::getString) : Optional.empty();
  }

  String requiredText(String key) {
    return required(
        key, "; set it in a file, with --set or as " + ConfigReader.environmentName(key));
  }

  /** A required entry of a list's element, which only a file can set. */
  String requiredElement(String key) {
    return required(key, " (%s)".formatted(origin()));
  }

  private String required(String key, String remedy) {
    Optional<String> text = text(key);
    if (!config.hasPath(key) || text.filter(String::isBlank).isPresent()) {
      problem("Invalid %s: it is required and not set%s.".formatted(prefix + key, remedy));
    }
    return text.orElse("");
  }

  /** Where these settings were written. */
  String origin() {
    return config.root().origin().description();
  }

  boolean has(String key) {
    return config.hasPath(key);
  }

  int integer(String key, int least, int most) {
    String expected = "a whole number from %d to %d".formatted(least, most);
    return (int)
        bounded(
            key, expected, this::wholeNumber, number -> number >= least && number <= most, least);
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
    return read(key, "one of " + names(cases), config::getString)
        .map(text -> choice(key, text, cases))
        .orElse(cases[0]);
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
            .formatted(prefix + key, names(cases), text, at(key), didYouMean(text, names)));
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
    read(key, "an object { name = value }", config::getObject)
        .ifPresent(
            object ->
                new TreeSet<>(object.keySet())
                    .forEach(
                        name ->
                            read(
                                    key + "." + ConfigUtil.joinPath(name),
                                    "one value",
                                    config::getString)
                                .ifPresent(text -> texts.put(name, text))));
    return texts;
  }

  /** Each element of a list of objects; an element with an unknown key is a problem. */
  List<Settings> objects(String key, Set<String> knownKeys) {
    List<Settings> elements = new ArrayList<>();
    read(key, "a list of objects", config::getObjectList)
        .ifPresent(
            objects ->
                objects.forEach(object -> elements.add(element(key + "[].", object, knownKeys))));
    return elements;
  }

  private Settings element(String elementPrefix, ConfigObject object, Set<String> knownKeys) {
    object.keySet().stream()
        .filter(name -> !knownKeys.contains(name))
        .forEach(name -> problem(unknown(elementPrefix + name, object, name, knownKeys)));
    return new Settings(object.toConfig(), elementPrefix, problems);
  }

  private static String unknown(
      String key, ConfigObject object, String name, Set<String> knownKeys) {
    return "Invalid %s (%s): there is no such setting%s"
        .formatted(key, object.origin().description(), didYouMean(name, knownKeys));
  }

  private long bounded(
      String key, String expected, Function<String, Long> getter, LongPredicate valid, long least) {
    Optional<Long> number = read(key, expected, getter);
    if (number.filter(valid::test).isEmpty()) {
      number.ifPresent(
          found ->
              problem(
                  "Invalid %s: expected %s, found %d%s."
                      .formatted(prefix + key, expected, found, at(key))));
      return least;
    }
    return number.get();
  }

  private long wholeNumber(String key) {
    Number number = config.getNumber(key);
    if (number.doubleValue() != number.longValue()) {
      throw new ConfigException.BadValue(key, "not a whole number");
    }
    return number.longValue();
  }

  /** Empty after a problem. */
  private <T> Optional<T> read(String key, String expected, Function<String, T> getter) {
    try {
      return Optional.of(getter.apply(key));
    } catch (ConfigException wrongTypeOrFormat) {
      problem("Invalid %s: expected %s, found %s.".formatted(prefix + key, expected, found(key)));
      return Optional.empty();
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
