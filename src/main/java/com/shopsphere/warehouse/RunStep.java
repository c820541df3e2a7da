package com.shopsphere.warehouse;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A step of a run that an orchestrator can have as a task of its own. */
enum RunStep {
  /** Reads all tables, at one instant. */
  EXTRACT,
  /** Merges what was read. */
  MERGE,
  /** Proves and publishes what was merged. */
  LOAD;

  /**
   * A step by its name.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  static RunStep named(String name) {
    return Arrays.stream(values())
        .filter(step -> step.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected %s, found '%s'"
                        .formatted(
                            Arrays.stream(values())
                                .map(RunStep::toString)
                                .collect(Collectors.joining(", ")),
                            name)));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
