package com.shopsphere.warehouse.config;

import com.shopsphere.warehouse.failure.Causes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The password of the source, from one of the places that it can be in. */
final class PasswordSettings {

  private static final String VALUE = "source.password";
  private static final String FILE = "source.password-file";
  private static final String ALIAS = "source.password-alias";
  private static final List<String> PLACES = List.of(VALUE, FILE, ALIAS);

  private final Settings settings;
  private final SettingFiles files;
  private final SecretStore store;

  PasswordSettings(Settings settings, SettingFiles files, SecretStore store) {
    this.settings = settings;
    this.files = files;
    this.store = store;
  }

  /** Empty for a user without one, and after a problem. */
  Secret read() {
    List<String> given = PLACES.stream().filter(place -> given(place).isPresent()).toList();
    if (given.size() > 1) {
      settings.problem(
          "Invalid %s: expected one of %s, found %s."
              .formatted(VALUE, String.join(", ", PLACES), String.join(" and ", given)));
    }
    return given(VALUE)
        .or(() -> given(FILE).flatMap(this::inFile))
        .map(Secret::new)
        .or(() -> given(ALIAS).flatMap(this::inStore))
        .orElse(new Secret(""));
  }

  /** An empty text takes back, in the environment, what a file of settings says. */
  private Optional<String> given(String place) {
    return settings.text(place).filter(text -> !text.isEmpty());
  }

  private Optional<String> inFile(String file) {
    return files.contents(FILE, file).map(PasswordSettings::line);
  }

  private Optional<Secret> inStore(String alias) {
    try {
      Optional<Secret> found = store.find(alias);
      if (found.isEmpty()) {
        settings.refuse(
            ALIAS, "the name of a secret in " + store.describe(), "'%s'".formatted(alias));
      }
      return found.map(secret -> new Secret(line(secret.value())));
    } catch (IOException unreadable) {
      settings.problem(
          "Invalid %s: cannot read %s: %s."
              .formatted(ALIAS, store.describe(), Causes.rootMessage(unreadable)));
      return Optional.empty();
    }
  }

  /** What is written by hand mostly has a line end that does not belong to it. */
  private static String line(String text) {
    return text.replaceFirst("\\R\\z", "");
  }
}
