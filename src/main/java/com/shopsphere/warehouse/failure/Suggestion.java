package com.shopsphere.warehouse.failure;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name that a user most likely meant by an unknown one. */
public final class Suggestion {

  private Suggestion() {}

  /**
   * The end of a sentence that names the nearest known name, or nothing when none is near.
   *
   * @return {@code "; did you mean 'order_item'?"}, or {@code "."}
   */
  public static String didYouMean(String unknown, Collection<String> known) {
    return nearest(unknown, known).map("; did you mean '%s'?"::formatted).orElse(".");
  }

  /** The nearest name that differs in at most a third of its letters, the first of equals. */
  static Optional<String> nearest(String unknown, Collection<String> known) {
    return known.stream()
        .filter(name -> distance(unknown, name) <= Math.max(1, name.length() / 3))
        .min(Comparator.comparingInt(name -> distance(unknown, name)));
  }

  /** Levenshtein distance, letter case ignored. */
  static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
