package com.shopsphere.warehouse.extract;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * How the server sends a column in the binary protocol.
 *
 * @param bytes of one value, 0 where each value tells its own length
 * @param decimals digits behind the seconds of a time
 */
record WireColumn(Kind kind, int bytes, boolean unsigned, int decimals) {

  /** What the bytes of a value stand for. */
  enum Kind {
    WHOLE_NUMBER,
    FLOAT,
    DOUBLE,
    DATE,
    DATETIME,
    TIME,
    /** A text or bytes; decimals and bits are sent so, too. */
    BYTES;

    /** For messages: {@code whole number}. */
    String describe() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  WireColumn {
    requireNonNull(kind, "kind");
  }

  /**
   * A column by the number that the protocol gives its type.
   *
   * @param decimals as the server tells them; beyond 6 where it leaves them open
   */
  static WireColumn of(int type, boolean unsigned, int decimals) {
    return switch (type) {
      case 1 -> new WireColumn(Kind.WHOLE_NUMBER, 1, unsigned, 0);
      case 2 -> new WireColumn(Kind.WHOLE_NUMBER, 2, unsigned, 0);
      // A YEAR has no sign, whether or not the server says so.
      case 13 -> new WireColumn(Kind.WHOLE_NUMBER, 2, true, 0);
      case 3, 9 -> new WireColumn(Kind.WHOLE_NUMBER, 4, unsigned, 0);
      case 8 -> new WireColumn(Kind.WHOLE_NUMBER, 8, unsigned, 0);
      case 4 -> new WireColumn(Kind.FLOAT, 4, unsigned, 0);
      case 5 -> new WireColumn(Kind.DOUBLE, 8, unsigned, 0);
      case 10, 14 -> new WireColumn(Kind.DATE, 0, false, 0);
      case 7, 12 -> new WireColumn(Kind.DATETIME, 0, false, fraction(decimals));
      case 11 -> new WireColumn(Kind.TIME, 0, false, fraction(decimals));
      default -> new WireColumn(Kind.BYTES, 0, false, 0);
    };
  }

  private static int fraction(int decimals) {
    return Math.min(decimals, 6);
  }
}
