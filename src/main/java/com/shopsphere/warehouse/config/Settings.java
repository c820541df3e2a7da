package com.shopsphere.warehouse.config;

import static com.shopsphere.warehouse.failure.Suggestion.didYouMean;

import com.shopsphere.warehouse.failure.ConfigurationException;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
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
    return has(key) ? read(key, "one value", Config::getString) : Optional.empty();
  }

  String requiredText(String key) {
    return required(
        key, "; set it in a file, with --set or as " + ConfigReader.environmentName(key));
  }

  /** A required entry of a list's element, which only a file can set. */
  String requiredElement(String key) {
    return required(key, " (%s)".formatted(origin()));
  }

  /** What a required entry of a list's element means, empty after a problem. */
  <T> Optional<T> requiredElement(String key, Function<String, T> parser) {
    String text = requiredElement(key);
    return text.isBlank() ? Optional.empty() : parsed(key, text, parser);
  }

  private String required(String key, String remedy) {
    Optional<String> text = text(key);
    if (!has(key) || text.filter(String::isBlank).isPresent()) {
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

  boolean isObject(String key) {
    return has(key) && config.getValue(key) instanceof ConfigObject;
  }

  /** Whether it is set to more than an empty object or list. */
  boolean isFilled(String key) {
    return has(key)
        && !(config.getValue(key) instanceof ConfigObject object && object.isEmpty())
        && !(config.getValue(key) instanceof ConfigList list && list.isEmpty());
  }

  /**
   * The settings of an object among these.
   *
   * @param key what stands before its keys in messages
   */
  Settings within(String key, ConfigObject object) {
    return new Settings(object.toConfig(), prefix + key + ".", problems);
  }

  int integer(String key, int least, int most) {
    String expected = "a whole number from %d to %d".formatted(least, most);
    return (int)
        bounded(
            key,
            expected,
            Settings::wholeNumber,
            number -> number >= least && number <= most,
            least);
  }

  boolean flag(String key) {
    return read(key, "true or false", Config::getBoolean).orElse(false);
  }

  /** Empty where it is not set. */
  OptionalInt optionalInteger(String key, int least, int most) {
    return has(key) ? OptionalInt.of(integer(key, least, most)) : OptionalInt.empty();
  }

  long bytes(String key) {
    return bounded(
        key, "a size such as 32MiB, 0 or more", Config::getBytes, number -> number >= 0, 0);
  }

  /** A whole number from 1; empty where it is not set, and after a problem. */
  OptionalLong optionalCount(String key) {
    return optional(key, "a whole number from 1", Settings::wholeNumber);
  }

  /** A size from 1 byte; empty where it is not set, and after a problem. */
  OptionalLong optionalBytes(String key) {
    return optional(key, "a size such as 32MiB, 1 byte or more", Config::getBytes);
  }

  private OptionalLong optional(
      String key, String expected, BiFunction<Config, String, Long> getter) {
    return has(key)
        ? OptionalLong.of(bounded(key, expected, getter, number -> number >= 1, 1))
        : OptionalLong.empty();
  }

  Duration duration(String key) {
    String expected = "a duration such as 10s, at least 1 ms";
    return Duration.ofMillis(
        bounded(
            key,
            expected,
            (from, name) -> from.getDuration(name).toMillis(),
            millis -> millis > 0,
            1));
  }

  /** A number from 0 to 1; 0 after a problem. */
  double share(String key) {
    String expected = "a number from 0 to 1";
    Optional<Double> share = read(key, expected, Config::getDouble);
    if (share.filter(found -> found >= 0 && found <= 1).isPresent()) {
      return share.get();
    }
    share.ifPresent(found -> refuse(key, expected));
    return 0;
  }

  <E extends Enum<E>> E choice(String key, E[] cases) {
    return chosen(key, cases).orElse(cases[0]);
  }

  /** Empty where it is not set, and after a problem. */
  <E extends Enum<E>> Optional<E> optionalChoice(String key, E[] cases) {
    return has(key) ? chosen(key, cases) : Optional.empty();
  }

  /** Empty after a problem. */
  <E extends Enum<E>> Optional<E> chosen(String key, E[] cases) {
    return read(key, "one of " + names(cases), Config::getString)
        .flatMap(text -> chosen(key, text, cases));
  }

  private <E extends Enum<E>> Optional<E> chosen(String key, String text, E[] cases) {
    List<String> names = Arrays.stream(cases).map(E::toString).toList();
    Optional<E> chosen =
        Arrays.stream(cases).filter(one -> one.toString().equalsIgnoreCase(text)).findFirst();
    if (chosen.isEmpty()) {
      problem(
          "Invalid %s: expected one of %s, found '%s'%s%s"
              .formatted(prefix + key, names(cases), text, at(key), didYouMean(text, names)));
    }
    return chosen;
  }

  /**
   * What a text means, empty after a problem.
   *
   * @param parser throws IllegalArgumentException that says what was expected and what was found
   */
  <T> Optional<T> parsed(String key, Function<String, T> parser) {
    return read(key, "one value", Config::getString).flatMap(text -> parsed(key, text, parser));
  }

  /** What a text means, empty where it is not set and after a problem. */
  <T> Optional<T> optional(String key, Function<String, T> parser) {
    return has(key) ? parsed(key, parser) : Optional.empty();
  }

  /** The same of a text that is part of the setting, or its name. */
  <T> Optional<T> parsed(String key, String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException expectation) {
      problem("Invalid %s: %s%s.".formatted(prefix + key, expectation.getMessage(), at(key)));
      return Optional.empty();
    }
  }

  private long bounded(
      String key,
      String expected,
      BiFunction<Config, String, Long> getter,
      LongPredicate valid,
      long least) {
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

  private static long wholeNumber(Config config, String key) {
    Number number = config.getNumber(key);
    if (number.doubleValue() != number.longValue()) {
      throw new ConfigException.BadValue(key, "not a whole number");
    }
    return number.longValue();
  }

  /** Empty after a problem. */
  <T> Optional<T> read(String key, String expected, BiFunction<Config, String, T> getter) {
    try {
      return Optional.of(getter.apply(config, key));
    } catch (ConfigException wrongTypeOrFormat) {
      refuse(key, expected);
      return Optional.empty();
    }
  }

  /** Says that a setting is not what was expected. */
  void refuse(String key, String expected) {
    problem("Invalid %s: expected %s, found %s.".formatted(prefix + key, expected, found(key)));
  }

  /** Says that a setting is not what was expected, in which way is told by {@code found}. */
  void refuse(String key, String expected, String found) {
    problem(
        "Invalid %s: expected %s, found %s%s.".formatted(prefix + key, expected, found, at(key)));
  }

  /** Says that a key is none of those that there are. */
  void refuseUnknown(String key, Set<String> known) {
    problem(
        "Invalid %s%s: there is no such setting%s"
            .formatted(
                prefix + ConfigUtil.joinPath(key),
                at(ConfigUtil.joinPath(key)),
                didYouMean(key, new TreeSet<>(known))));
  }

  private String found(String key) {
    if (!has(key)) {
      return "nothing" + at(key);
    }
    return switch (config.getValue(key).valueType()) {
      case OBJECT, LIST -> (isFilled(key) ? "something else" : "nothing") + at(key);
      default -> "'%s'%s".formatted(config.getValue(key).unwrapped(), at(key));
    };
  }

  /** Where the value was written, or the element that lacks it; for the end of a sentence. */
  private String at(String key) {
    if (has(key)) {
      return " (%s)".formatted(config.getValue(key).origin().description());
    }
    return prefix.isEmpty() ? "" : " (%s)".formatted(origin());
  }

  private static String names(Enum<?>[] cases) {
    return Arrays.stream(cases).map(Enum::toString).collect(Collectors.joining(", "));
  }
}
