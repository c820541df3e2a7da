package com.shopsphere.warehouse.verify;

import static java.util.Objects.requireNonNull;

/**
 * The outcome of one check.
 *
 * @param name what was compared
 * @param expected by the source
 * @param found in the staged table
 */
public record CheckResult(String name, String expected, String found, boolean passed) {

  public CheckResult {
    requireNonNull(name, "name");
    requireNonNull(expected, "expected");
    requireNonNull(found, "found");
  }

  @Override
  public String toString() {
    return "%s: expected %s, found %s".formatted(name, expected, found);
  }
}
