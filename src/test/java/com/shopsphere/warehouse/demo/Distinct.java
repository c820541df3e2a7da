package com.shopsphere.warehouse.demo;

import java.util.Collection;
import java.util.LinkedHashSet;

/** Telephone numbers and postal codes, of which one owner has no two alike: they are keys. */
final class Distinct {
  private Distinct() {}

  /**
   * Draws so many different numbers of a pattern.
   *
   * @param pattern with at least one {@code #}, see {@link Words#filled}
   * @param count at most 5
   */
  static Collection<String> numbers(String pattern, int count, Draws draws) {
    var numbers = new LinkedHashSet<String>();
    while (numbers.size() < count) {
      numbers.add(Words.filled(pattern, draws));
    }
    return numbers;
  }
}
