package com.shopsphere.warehouse.extract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;

/** A text of ASCII characters that grows; one is used for many values. */
final class AsciiText {

  private byte[] bytes = new byte[32];
  private int length;

  void clear() {
    length = 0;
  }

  void putInto(WritableColumnVector vector, int row) {
    vector.putByteArray(row, bytes, 0, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.US_ASCII);
  }

  void add(char character) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = (byte) character;
  }

  void add(String text) {
    for (int i = 0; i < text.length(); i++) {
      add(text.charAt(i));
    }
  }

  /**
   * A number with leading zeros.
   *
   * @param number 0 or more
   * @param digits at least
   */
  private void add(int number, int digits) {
    int divisor = 1;
    for (int i = 1; i < digits || number / divisor > 9; i++) {
      divisor *= 10;
    }
    for (; divisor > 0; divisor /= 10) {
      add((char) ('0' + number / divisor % 10));
    }
  }

  /** A packed date: {@code 2024-02-29}; without bytes it is the zero date. */
  void date(byte[] packed, int at) {
    boolean zero = packed[at] == 0;
    add(zero ? 0 : Wire.uint16(packed, at + 1), 4);
    add('-');
    add(zero ? 0 : packed[at + 3], 2);
    add('-');
    add(zero ? 0 : packed[at + 4], 2);
  }

  /**
   * A packed date with a time of day: {@code 2024-02-29 23:59:59.000}.
   *
   * @param decimals digits behind the seconds, 0 to 6
   */
  void dateTime(byte[] packed, int at, int decimals) {
    int given = packed[at];
    date(packed, at);
    add(' ');
    boolean midnight = given < 7;
    add(midnight ? 0 : packed[at + 5], 2);
    minutes(midnight ? 0 : packed[at + 6], midnight ? 0 : packed[at + 7]);
    fraction(given < 11 ? 0 : Wire.int32(packed, at + 8), decimals);
  }

  /**
   * A packed span of time: {@code -838:59:59.000}; without bytes it is zero.
   *
   * @param decimals digits behind the seconds, 0 to 6
   */
  void time(byte[] packed, int at, int decimals) {
    int given = packed[at];
    if (given == 0) {
      add("00:00:00");
      fraction(0, decimals);
      return;
    }
    if (packed[at + 1] != 0) {
      add('-');
    }
    add(24 * Wire.int32(packed, at + 2) + packed[at + 6], 2);
    minutes(packed[at + 7], packed[at + 8]);
    fraction(given < 12 ? 0 : Wire.int32(packed, at + 9), decimals);
  }

  private void minutes(int minutes, int seconds) {
    add(':');
    add(minutes, 2);
    add(':');
    add(seconds, 2);
  }

  private void fraction(int micros, int decimals) {
    if (decimals == 0) {
      return;
    }
    add('.');
    int divisor = 100_000;
    for (int i = 0; i < decimals; i++) {
      add((char) ('0' + micros / divisor % 10));
      divisor /= 10;
    }
  }
}
