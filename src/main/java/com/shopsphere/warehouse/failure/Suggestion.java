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

  /**
   * How many letters are replaced, added, missing or swapped with their neighbour, letter case
   * ignored (optimal string alignment).
   */
  static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] distances = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        distances[i][j] = i == 0 || j == 0 ? i + j : distance(distances, a, i, b, j);
      }
    }
    return distances[a.length()][b.length()];
  }

  /** Between the first {@code i} letters of one and the first {@code j} of the other. */
  private static int distance(int[][] shorter, String a, int i, String b, int j) {
    int replaced = shorter[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, 1 + Math.min(shorter[i - 1][j], shorter[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, 1 + shorter[i - 2][j - 2]) : least;
  }
}
