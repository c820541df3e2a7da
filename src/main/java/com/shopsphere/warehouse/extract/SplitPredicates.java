package com.shopsphere.warehouse.extract;

import java.util.ArrayList;
import java.util.List;

/**
 * Conditions in SQL on a split key. The comparison of rows is written out column by column, since
 * the server does not use an index for {@code (a, b) > (x, y)}; for the same reason the bound of
 * the first column stands before it once more, though it follows.
 */
final class SplitPredicates {

  private static final String ALL = "TRUE";
  private static final String NONE = "FALSE";

  private final List<KeyColumn> columns;

  SplitPredicates(SplitKey key) {
    this.columns = key.columns();
  }

  /**
   * The conditions of the splits, disjoint and together true for every row: {@code [.., b1), [b1,
   * b2), .. [bn, ..]}.
   *
   * @param bounds ascending
   */
  List<String> of(List<SplitBound> bounds) {
    if (bounds.isEmpty()) {
      return List.of(ALL);
    }
    List<String> predicates = new ArrayList<>();
    predicates.add(before(bounds.get(0)));
    for (int i = 1; i < bounds.size(); i++) {
      predicates.add(and(from(bounds.get(i - 1)), before(bounds.get(i))));
    }
    predicates.add(from(bounds.get(bounds.size() - 1)));
    return predicates;
  }

  /** True for the bound and what follows it. */
  String from(SplitBound bound) {
    return both(firstFrom(bound), behind(bound, 0, ALL));
  }

  /** True for what follows the bound. */
  String behind(SplitBound bound) {
    return both(firstFrom(bound), behind(bound, 0, NONE));
  }

  private String firstFrom(SplitBound bound) {
    return columns.size() == 1
        ? ALL
        : bound
            .literals()
            .get(0)
            .map(value -> "%s >= %s".formatted(columns.get(0).quoted(), value))
            .orElse(ALL);
  }

  /**
   * @param equal what holds for rows that are equal to the bound
   */
  private String behind(SplitBound bound, int position, String equal) {
    if (position == columns.size()) {
      return equal;
    }
    String column = columns.get(position).quoted();
    String rest = behind(bound, position + 1, equal);
    return bound
        .literals()
        .get(position)
        .map(value -> either(column, ">", value, rest))
        .orElseGet(() -> behindNull(column, rest));
  }

  private static String behindNull(String column, String rest) {
    return rest.equals(ALL) ? ALL : or(column + " IS NOT NULL", and(column + " IS NULL", rest));
  }

  /** True for what comes before the bound. */
  String before(SplitBound bound) {
    return both(firstUpTo(bound), before(bound, 0));
  }

  private String firstUpTo(SplitBound bound) {
    KeyColumn first = columns.get(0);
    return columns.size() == 1
        ? ALL
        : bound
            .literals()
            .get(0)
            .map(value -> orNull(first, "%s <= %s".formatted(first.quoted(), value)))
            .orElse(ALL);
  }

  private String before(SplitBound bound, int position) {
    if (position == columns.size()) {
      return NONE;
    }
    KeyColumn column = columns.get(position);
    String rest = before(bound, position + 1);
    return bound
        .literals()
        .get(position)
        .map(value -> orNull(column, either(column.quoted(), "<", value, rest)))
        .orElseGet(() -> and(column.quoted() + " IS NULL", rest));
  }

  /** Past the value by this column, or equal in it and past the bound by the rest. */
  private static String either(String column, String operator, String value, String rest) {
    if (rest.equals(ALL)) {
      return "%s %s= %s".formatted(column, operator, value);
    }
    return or(
        "%s %s %s".formatted(column, operator, value),
        and("%s = %s".formatted(column, value), rest));
  }

  private static String orNull(KeyColumn column, String condition) {
    return column.nullable() ? or(column.quoted() + " IS NULL", condition) : condition;
  }

  private static String both(String first, String whole) {
    return first.equals(whole) ? whole : and(first, whole);
  }

  private static String and(String one, String other) {
    if (one.equals(ALL)) {
      return other;
    }
    if (other.equals(ALL)) {
      return one;
    }
    return one.equals(NONE) || other.equals(NONE) ? NONE : "%s AND %s".formatted(one, other);
  }

  /** In brackets, so that it can be part of any condition. */
  private static String or(String one, String other) {
    return other.equals(NONE) ? one : "(%s OR %s)".formatted(one, other);
  }
}
