package com.shopsphere.warehouse.config;

import java.util.regex.Pattern;

/** What users may call parts of the unified table; every warehouse takes such names unquoted. */
enum NameForm {
  /** Of a role or a column. */
  NAME("[A-Za-z][A-Za-z0-9_]*", "letters, digits and underscores, beginning with a letter"),
  /** Behind the name of a column. */
  SUFFIX("[A-Za-z0-9_]+", "letters, digits and underscores");

  private final Pattern form;
  private final String expected;

  NameForm(String form, String expected) {
    this.form = Pattern.compile(form);
    this.expected = expected;
  }

  /**
   * Takes a name as it is.
   *
   * @throws IllegalArgumentException saying what was expected and what was found
   */
  String parse(String name) {
    if (!matches(name)) {
      throw new IllegalArgumentException("expected %s, found '%s'".formatted(expected, name));
    }
    return name;
  }

  /**
   * Refuses a name of another form.
   *
   * @param what it names
   * @throws IllegalArgumentException naming all
   */
  void require(String what, String name) {
    if (!matches(name)) {
      throw new IllegalArgumentException(
          "Invalid %s '%s': expected %s".formatted(what, name, expected));
    }
  }

  private boolean matches(String name) {
    return form.matcher(name).matches();
  }
}
