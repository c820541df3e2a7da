package com.shopsphere.warehouse.extract;

/**
 * Decimals as texts of ASCII digits, {@code -12.50}, to numbers without a point: -1250 at a scale
 * of 2. Digits behind the point that the text leaves out are zeros.
 */
final class Digits {

  private final int scale;
  private final byte[] unscaled = new byte[16];
  private long high;
  private long low;

  /**
   * @param scale digits behind the point, 0 to 38
   */
  Digits(int scale) {
    this.scale = scale;
  }

  /** A decimal of at most 18 digits. */
  static long toLong(byte[] text, int start, int end, int scale) {
    boolean negative = text[start] == '-';
    long number = 0;
    int behindPoint = -1;
    for (int i = negative ? start + 1 : start; i < end; i++) {
      if (text[i] == '.') {
        behindPoint = 0;
      } else {
        number = number * 10 + (text[i] - '0');
        behindPoint += behindPoint < 0 ? 0 : 1;
      }
    }
    for (int i = Math.max(behindPoint, 0); i < scale; i++) {
      number *= 10;
    }
    return negative ? -number : number;
  }

  /**
   * A decimal of at most 38 digits.
   *
   * @return the highest byte first; overwritten by the next call
   */
  byte[] toBytes(byte[] text, int start, int end) {
    boolean negative = text[start] == '-';
    high = 0;
    low = 0;
    int behindPoint = -1;
    for (int i = negative ? start + 1 : start; i < end; i++) {
      if (text[i] == '.') {
        behindPoint = 0;
      } else {
        append(text[i] - '0');
        behindPoint += behindPoint < 0 ? 0 : 1;
      }
    }
    for (int i = Math.max(behindPoint, 0); i < scale; i++) {
      append(0);
    }
    return negative ? written(low == 0 ? -high : ~high, -low) : written(high, low);
  }

  /** Multiplies by ten and adds, in 128 bits. */
  private void append(int digit) {
    // The bits that ten times a 64-bit number has above the 64th.
    long carry = Math.multiplyHigh(low, 10) + (low < 0 ? 10 : 0);
    high = high * 10 + carry;
    low = low * 10;
    long sum = low + digit;
    if (Long.compareUnsigned(sum, low) < 0) {
      high++;
    }
    low = sum;
  }

  private byte[] written(long highest, long lowest) {
    for (int i = 0; i < 8; i++) {
      unscaled[i] = (byte) (highest >>> (56 - 8 * i));
      unscaled[8 + i] = (byte) (lowest >>> (56 - 8 * i));
    }
    return unscaled;
  }
}
