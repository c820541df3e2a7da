package com.shopsphere.warehouse.catalog;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * By which rules the server compares texts.
 *
 * @param name {@code utf8mb4_0900_ai_ci}
 * @param characterSet {@code utf8mb4}
 * @param padSpace whether trailing spaces do not count
 */
public record Collation(String name, String characterSet, boolean padSpace) {

  /**
   * Found by putting all collations of MySQL 8.0 and MariaDB 11.4 to the test: some of elder
   * character sets, and MariaDB's of more than one level and most of those without padding.
   */
  private static final Pattern WITHOUT_SORT_KEYS =
      Pattern.compile(
          "(big5|gb18030)_chinese_.*|cp1250_czech_cs|latin7_.*|tis620_.*|.*_w2"
              + "|.*_uca1400_.*(ai_cs|as_ci|as_cs)|(?!.*_(unicode|uca1400)).*_nopad_ci");

  public Collation {
    requireNonNull(name, "name");
    requireNonNull(characterSet, "characterSet");
  }

  /** Whether texts are equal only if their characters are, trailing spaces apart. */
  public boolean binary() {
    return name.endsWith("_bin");
  }

  /**
   * Whether texts have the same sort key, the server's {@code WEIGHT_STRING}, where the server
   * takes them for equal, and only there.
   */
  public boolean hasSortKeys() {
    return !binary() && !WITHOUT_SORT_KEYS.matcher(name).matches();
  }

  /** Whether the character set is one of Unicode, which others are converted to. */
  public boolean unicode() {
    return characterSet.startsWith("utf") || characterSet.equals("ucs2");
  }
}
