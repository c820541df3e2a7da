package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A figure over many rows, as it is written in the settings: {@code sum(quantity * price)}, {@code
 * count(*)}, {@code count(distinct phone)}.
 *
 * @param term what is gathered; absent for {@code count(*)}, which counts rows
 */
public record AggregateExpression(Function function, Optional<Product> term) {

  /** A column may be called distinct: the word is a keyword only where another name follows. */
  private static final Pattern FORM =
      Pattern.compile(
          "(?<function>\\w+)\\s*\\((?<distinct>\\s*distinct(?=\\s*`|\\s+[\\w$]))?(?<term>.*)\\)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);

  /** What is done with the values; NULL is passed over by each. */
  public enum Function {
    COUNT,
    COUNT_DISTINCT,
    SUM,
    MIN,
    MAX,
    AVG;

    /** As it is called: {@code sum}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public AggregateExpression {
    requireNonNull(function, "function");
    requireNonNull(term, "term");
    if (term.isEmpty() && function != Function.COUNT) {
      throw new IllegalArgumentException(
          "Invalid aggregate: %s needs a column, only count takes *".formatted(function));
    }
  }

  /**
   * Reads an expression; the letter case of function and {@code distinct} does not matter.
   *
   * @throws IllegalArgumentException saying what was expected and what was found
   */
  public static AggregateExpression parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw refused(
          "count(*), or count, sum, min, max or avg of a column or a product of columns, as in"
              + " sum(quantity * price)",
          text);
    }
    Function function = function(form, text);
    if (form.group("term").strip().equals("*")) {
      return rows(function, text);
    }
    Optional<Product> term = Product.find(form.group("term"));
    if (term.isEmpty()) {
      throw refused("a column or a product of columns between the parentheses", text);
    }
    return new AggregateExpression(function, term);
  }

  private static AggregateExpression rows(Function function, String text) {
    if (function != Function.COUNT) {
      throw refused("* in count only", text);
    }
    return new AggregateExpression(function, Optional.empty());
  }

  private static Function function(Matcher form, String text) {
    Function function =
        Arrays.stream(Function.values())
            .filter(one -> one != Function.COUNT_DISTINCT)
            .filter(one -> one.toString().equalsIgnoreCase(form.group("function")))
            .findFirst()
            .orElseThrow(() -> refused("one of count, sum, min, max and avg", text));
    if (form.group("distinct") == null) {
      return function;
    }
    if (function != Function.COUNT) {
      throw refused("distinct in count only", text);
    }
    return Function.COUNT_DISTINCT;
  }

  private static IllegalArgumentException refused(String expected, String found) {
    return new IllegalArgumentException(
        "expected %s, found '%s'".formatted(expected, found.strip()));
  }

  /** As it is written in the settings, so that it can be read again. */
  @Override
  public String toString() {
    String inner = term.map(Product::toString).orElse("*");
    return function == Function.COUNT_DISTINCT
        ? "count(distinct %s)".formatted(inner)
        : "%s(%s)".formatted(function, inner);
  }
}
