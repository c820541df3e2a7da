package com.shopsphere.warehouse.extract;

import org.apache.spark.sql.execution.vectorized.WritableColumnVector;

/**
 * Decoders of packed dates: a length of 0, 4, 7 or 11, then year (2 bytes), month, day, hour,
 * minute, second and microseconds (4 bytes), as far as they are not zero.
 */
final class DateDecoders {

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int[] DAYS_BEFORE_MONTH = {
    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334
  };
  private static final int[] DAYS_OF_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  /** Days from the first day of the year 1 to that of 1970. */
  private static final int DAYS_TO_EPOCH = 719_162;

  private DateDecoders() {}

  /** To days since 1970-01-01. */
  record ToDays(InvalidValue invalid) implements ColumnDecoder {
    @Override
    public int decode(byte[] bytes, int at, WritableColumnVector vector, int row) {
      if (exists(bytes, at)) {
        vector.putInt(row, days(bytes, at));
      } else {
        AsciiText text = new AsciiText();
        text.date(bytes, at);
        invalid.met(text.toString(), vector, row);
      }
      return at + 1 + bytes[at];
    }
  }

  /**
   * To microseconds since 1970-01-01 00:00:00.
   *
   * @param decimals digits behind the seconds, 0 to 6
   */
  record ToMicros(int decimals, InvalidValue invalid) implements ColumnDecoder {
    @Override
    public int decode(byte[] bytes, int at, WritableColumnVector vector, int row) {
      if (exists(bytes, at)) {
        vector.putLong(row, micros(bytes, at));
      } else {
        AsciiText text = new AsciiText();
        text.dateTime(bytes, at, decimals);
        invalid.met(text.toString(), vector, row);
      }
      return at + 1 + bytes[at];
    }
  }

  /** Whether the day is one of the calendar; there is no year 0, month 0 or day 0. */
  private static boolean exists(byte[] bytes, int at) {
    if (bytes[at] == 0) {
      return false;
    }
    int year = Wire.uint16(bytes, at + 1);
    int month = bytes[at + 3];
    int day = bytes[at + 4];
    return year > 0 && month > 0 && month < 13 && day > 0 && day <= daysOf(year, month);
  }

  private static int daysOf(int year, int month) {
    return month == 2 && leap(year) ? 29 : DAYS_OF_MONTH[month - 1];
  }

  private static boolean leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  private static int days(byte[] bytes, int at) {
    int year = Wire.uint16(bytes, at + 1);
    int month = bytes[at + 3];
    int before = year - 1;
    int leapDay = month > 2 && leap(year) ? 1 : 0;
    return before * 365
        + before / 4
        - before / 100
        + before / 400
        - DAYS_TO_EPOCH
        + DAYS_BEFORE_MONTH[month - 1]
        + leapDay
        + bytes[at + 4]
        - 1;
  }

  private static long micros(byte[] bytes, int at) {
    long seconds = 86_400L * days(bytes, at);
    if (bytes[at] >= 7) {
      seconds += 3600 * bytes[at + 5] + 60 * bytes[at + 6] + bytes[at + 7];
    }
    return MICROS_PER_SECOND * seconds + (bytes[at] < 11 ? 0 : Wire.int32(bytes, at + 8));
  }
}
