package com.shopsphere.warehouse.property;

import java.util.List;

/** A type of columns, with the values that such columns get: those first that are read easily. */
enum Kind {
  INT("INT"),
  UNSIGNED("BIGINT UNSIGNED"),
  DECIMAL("DECIMAL(12,2)"),
  ACCENT_INSENSITIVE(text("utf8mb4", "utf8mb4_0900_ai_ci")),
  BINARY_ORDER(text("utf8mb4", "utf8mb4_bin")),
  GENERAL(text("utf8mb4", "utf8mb4_general_ci")),
  LATIN(text("latin1", "latin1_swedish_ci")),
  INSTANT("DATETIME(6)"),
  LONG_TEXT("TEXT");

  /** Those that keys are made of. */
  static final List<Kind> OF_KEYS =
      List.of(INT, UNSIGNED, DECIMAL, ACCENT_INSENSITIVE, BINARY_ORDER, GENERAL, LATIN);

  /** Those that no key has. */
  static final List<Kind> OF_PAYLOADS = List.of(INT, DECIMAL, LONG_TEXT, INSTANT);

  private final String sql;

  Kind(String sql) {
    this.sql = sql;
  }

  private List<String> pool() {
    return switch (this) {
      case INT -> Values.WHOLE;
      case UNSIGNED -> Values.UNSIGNED;
      case DECIMAL -> Values.DECIMAL;
      case LATIN -> Values.LATIN;
      case ACCENT_INSENSITIVE, BINARY_ORDER, GENERAL, LONG_TEXT -> Values.UNICODE;
      case INSTANT -> Values.INSTANTS;
    };
  }

  private static String text(String characterSet, String collation) {
    return "VARCHAR(40) CHARACTER SET %s COLLATE %s".formatted(characterSet, collation);
  }

  String sql() {
    return sql;
  }

  /** A value as SQL, the same for the same number. */
  String literal(int number) {
    String value = pool().get(number % pool().size());
    return isNumber() ? value : "'" + value.replace("\0", "\\0") + "'";
  }

  boolean isNumber() {
    return this == INT || this == UNSIGNED || this == DECIMAL;
  }

  boolean isText() {
    return !isNumber() && this != INSTANT;
  }

  /** The kinds of columns that the server compares with this, exactly. */
  List<Kind> comparable() {
    return switch (this) {
      case INT, UNSIGNED, DECIMAL -> List.of(this, INT, UNSIGNED, DECIMAL);
      case ACCENT_INSENSITIVE, GENERAL -> List.of(this, BINARY_ORDER, LATIN);
      case BINARY_ORDER -> List.of(this, ACCENT_INSENSITIVE, GENERAL, LATIN);
      case LATIN -> List.of(this, ACCENT_INSENSITIVE, BINARY_ORDER, GENERAL);
      case INSTANT, LONG_TEXT -> List.of(this);
    };
  }

  private static final class Values {
    static final List<String> WHOLE =
        List.of("1", "2", "3", "4", "5", "6", "7", "8", "0", "9", "10", "-1", "2147483647");
    static final List<String> UNSIGNED =
        List.of("1", "2", "3", "4", "5", "6", "7", "8", "0", "9", "10", "18446744073709551615");
    static final List<String> DECIMAL =
        List.of("1", "2", "3", "4.50", "5", "6", "0", "-1", "0.01", "2147483647", "1.10");
    static final List<String> LATIN =
        List.of(
            "a", "b", "A", "", "c", "a ", "á", "B", " ", "Zoë", "ZOE", "ß", "ss", "c  ", "å", "d",
            "\u00ad", "a\u00a0", "e", "Ø", "o", "f", "Ü", "ue", "g", "a\t");
    static final List<String> UNICODE =
        List.of(
            "a",
            "b",
            "A",
            "",
            "c",
            "a ",
            "á",
            "B",
            " ",
            "Zoë",
            "ZOE",
            "ß",
            "ss",
            "c  ",
            "å",
            "d",
            "\u00ad",
            "a\u00a0",
            "e",
            "Ø",
            "o",
            "a\u0301",
            "\u017f",
            "s",
            "\u212a",
            "k",
            "ﬁ",
            "fi",
            "a\0",
            "名",
            "\uD83D\uDE00",
            "\uD83D\uDE01");
    static final List<String> INSTANTS =
        List.of(
            "2024-01-01 00:00:00",
            "2024-03-10 02:30:00.5",
            "1999-12-31 23:59:59.999999",
            "2024-10-27 01:30:00",
            "1000-01-01 00:00:00");
  }
}
