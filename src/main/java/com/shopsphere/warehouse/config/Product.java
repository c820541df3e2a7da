package com.shopsphere.warehouse.config;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Columns of one table that are multiplied, as {@code quantity * unit_price}; often a single one.
 *
 * @param columns not empty; one that is named twice is squared
 */
public record Product(List<String> columns) {

  /** A name that needs no backquotes; digits alone would be taken for a number. */
  private static final Pattern PLAIN =
      Pattern.compile("(?!\\d+(?![\\w$]))[\\w$]+", Pattern.UNICODE_CHARACTER_CLASS);

  /** A plain name, or any name in backquotes; a backquote within it is doubled. */
  private static final Pattern FACTOR =
      Pattern.compile(
          "`(?<quoted>(?:[^`]++|``)++)`|(?<plain>%s)".formatted(PLAIN),
          Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern TIMES = Pattern.compile("\\s*\\*\\s*");

  public Product {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("Invalid product: it has no column");
    }
  }

  /**
   * Reads a product; a column whose name is not letters, digits and underscores stands in
   * backquotes.
   *
   * @throws IllegalArgumentException saying what was expected and what was found
   */
  public static Product parse(String text) {
    return find(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected a column or a product of columns, as in quantity * price, found '%s'"
                        .formatted(text.strip())));
  }

  /** Reads a product, if the text is one. */
  static Optional<Product> find(String text) {
    String rest = text.strip();
    List<String> columns = new ArrayList<>();
    Matcher factor = FACTOR.matcher(rest);
    Matcher times = TIMES.matcher(rest);
    int position = 0;
    while (factor.region(position, rest.length()).lookingAt()) {
      columns.add(column(factor));
      if (factor.end() == rest.length()) {
        return Optional.of(new Product(columns));
      }
      if (!times.region(factor.end(), rest.length()).lookingAt()) {
        return Optional.empty();
      }
      position = times.end();
    }
    return Optional.empty();
  }

  private static String column(Matcher factor) {
    String quoted = factor.group("quoted");
    return quoted == null ? factor.group("plain") : quoted.replace("``", "`");
  }

  /** As it is written in the settings, so that it can be read again. */
  @Override
  public String toString() {
    return columns.stream().map(Product::written).collect(joining(" * "));
  }

  private static String written(String column) {
    return PLAIN.matcher(column).matches() ? column : "`%s`".formatted(column.replace("`", "``"));
  }
}
