package com.shopsphere.warehouse.extract;

import org.apache.spark.sql.execution.vectorized.WritableColumnVector;

/** Decoders of what becomes text or bytes. */
final class TextDecoders {

  private TextDecoders() {}

  /** Texts in UTF-8, and bytes, as they are sent. */
  static final class ToBytes implements ColumnDecoder {
    @Override
    public int decode(byte[] bytes, int at, WritableColumnVector vector, int row) {
      int start = at + Wire.prefix(bytes, at);
      int length = Wire.length(bytes, at);
      vector.putByteArray(row, bytes, start, length);
      return start + length;
    }
  }

  /** Spatial values: four bytes of SRID and well-known binary, to text. */
  static final class ToWkt implements ColumnDecoder {
    private final AsciiText text = new AsciiText();

    @Override
    public int decode(byte[] bytes, int at, WritableColumnVector vector, int row) {
      int start = at + Wire.prefix(bytes, at);
      text.clear();
      new WellKnownBinary(bytes, start, text).write();
      text.putInto(vector, row);
      return start + Wire.length(bytes, at);
    }
  }

  /** Packed times of up to 838 hours, to the text that MySQL prints: {@code -838:59:59.000}. */
  static final class TimeToText implements ColumnDecoder {
    private final int decimals;
    private final AsciiText text = new AsciiText();

    /**
     * @param decimals digits behind the seconds, 0 to 6
     */
    TimeToText(int decimals) {
      this.decimals = decimals;
    }

    @Override
    public int decode(byte[] bytes, int at, WritableColumnVector vector, int row) {
      text.clear();
      text.time(bytes, at, decimals);
      text.putInto(vector, row);
      return at + 1 + Wire.length(bytes, at);
    }
  }

  /** Packed dates to the text that MySQL prints, also those that there are not. */
  static final class DateToText implements ColumnDecoder {
    private final AsciiText text = new AsciiText();

    @Override
    public int decode(byte[] bytes, int at, WritableColumnVector vector, int row) {
      text.clear();
      text.date(bytes, at);
      text.putInto(vector, row);
      return at + 1 + Wire.length(bytes, at);
    }
  }

  /** The same of dates with a time of day. */
  static final class DateTimeToText implements ColumnDecoder {
    private final int decimals;
    private final AsciiText text = new AsciiText();

    /**
     * @param decimals digits behind the seconds, 0 to 6
     */
    DateTimeToText(int decimals) {
      this.decimals = decimals;
    }

    @Override
    public int decode(byte[] bytes, int at, WritableColumnVector vector, int row) {
      text.clear();
      text.dateTime(bytes, at, decimals);
      text.putInto(vector, row);
      return at + 1 + Wire.length(bytes, at);
    }
  }
}
