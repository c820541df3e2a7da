package com.shopsphere.warehouse.extract;

import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;

/** Decoders of whole numbers, bits, decimals and binary fractions. */
final class NumberDecoders {

  private NumberDecoders() {}

  /** A whole number of the protocol, which may have fewer bytes than its type in Spark. */
  private static long wholeNumber(byte[] bytes, int at, WireColumn wire) {
    return switch (wire.bytes()) {
      case 1 -> wire.unsigned() ? bytes[at] & 0xFF : bytes[at];
      case 2 -> wire.unsigned() ? Wire.uint16(bytes, at) : Wire.int16(bytes, at);
      case 4 ->
          wire.unsigned() ? Integer.toUnsignedLong(Wire.int32(bytes, at)) : Wire.int32(bytes, at);
      default -> Wire.int64(bytes, at);
    };
  }

  record ToInt(WireColumn wire) implements ColumnDecoder {
    @Override
    public int decode(byte[] bytes, int at, WritableColumnVector vector, int row) {
      vector.putInt(row, (int) wholeNumber(bytes, at, wire));
      return at + wire.bytes();
    }
  }

  record ToLong(WireColumn wire) implements ColumnDecoder {
    @Override
    public int decode(byte[] bytes, int at, WritableColumnVector vector, int row) {
      vector.putLong(row, wholeNumber(bytes, at, wire));
      return at + wire.bytes();
    }
  }

  /** TINYINT(1) whose values are 0 and 1. */
  record ToBoolean(WireColumn wire, InvalidValue invalid) implements ColumnDecoder {
    @Override
    public int decode(byte[] bytes, int at, WritableColumnVector vector, int row) {
      long number = wholeNumber(bytes, at, wire);
      if (number == 0 || number == 1) {
        vector.putBoolean(row, number == 1);
      } else {
        invalid.met(Long.toString(number), vector, row);
      }
      return at + wire.bytes();
    }
  }

  /** To DECIMAL(20, 0), of which Spark keeps the bytes, the highest first. */
  static final class ToUnsigned implements ColumnDecoder {
    private final byte[] digits = new byte[9];

    @Override
    public int decode(byte[] bytes, int at, WritableColumnVector vector, int row) {
      for (int i = 0; i < 8; i++) {
        digits[8 - i] = bytes[at + i];
      }
      vector.putByteArray(row, digits, 0, digits.length);
      return at + 8;
    }
  }

  /** BIT of up to 63 digits, highest first. */
  private static final class BitToLong implements ColumnDecoder {
    @Override
    public int decode(byte[] bytes, int at, WritableColumnVector vector, int row) {
      vector.putLong(row, bits(bytes, at));
      return end(bytes, at);
    }
  }

  /** BIT(1). */
  private static final class BitToBoolean implements ColumnDecoder {
    @Override
    public int decode(byte[] bytes, int at, WritableColumnVector vector, int row) {
      vector.putBoolean(row, bits(bytes, at) != 0);
      return end(bytes, at);
    }
  }

  /** BIT(64), to DECIMAL(20, 0). */
  private static final class BitToUnsigned implements ColumnDecoder {
    private final byte[] digits = new byte[9];

    @Override
    public int decode(byte[] bytes, int at, WritableColumnVector vector, int row) {
      long bits = bits(bytes, at);
      for (int i = 8; i > 0; i--) {
        digits[i] = (byte) bits;
        bits >>>= 8;
      }
      vector.putByteArray(row, digits, 0, digits.length);
      return end(bytes, at);
    }
  }

  /** A BIT to the type that has been chosen for its number of digits. */
  static ColumnDecoder bit(DataType type) {
    if (type.equals(DataTypes.BooleanType)) {
      return new BitToBoolean();
    }
    return type.equals(DataTypes.LongType) ? new BitToLong() : new BitToUnsigned();
  }

  private static long bits(byte[] bytes, int at) {
    int first = at + Wire.prefix(bytes, at);
    int end = end(bytes, at);
    long bits = 0;
    for (int i = first; i < end; i++) {
      bits = (bits << 8) | (bytes[i] & 0xFF);
    }
    return bits;
  }

  private static int end(byte[] bytes, int at) {
    return at + Wire.prefix(bytes, at) + Wire.length(bytes, at);
  }

  static final class ToFloat implements ColumnDecoder {
    @Override
    public int decode(byte[] bytes, int at, WritableColumnVector vector, int row) {
      vector.putFloat(row, Float.intBitsToFloat(Wire.int32(bytes, at)));
      return at + 4;
    }
  }

  static final class ToDouble implements ColumnDecoder {
    @Override
    public int decode(byte[] bytes, int at, WritableColumnVector vector, int row) {
      vector.putDouble(row, Double.longBitsToDouble(Wire.int64(bytes, at)));
      return at + 8;
    }
  }

  /** A decimal of the protocol, which is a text of digits, to the form that Spark's type wants. */
  static ColumnDecoder decimal(DecimalType type) {
    if (type.precision() <= Decimal.MAX_INT_DIGITS()) {
      return new DecimalToInt(type.scale());
    }
    return type.precision() <= Decimal.MAX_LONG_DIGITS()
        ? new DecimalToLong(type.scale())
        : new DecimalToBytes(type.scale());
  }

  private record DecimalToInt(int scale) implements ColumnDecoder {
    @Override
    public int decode(byte[] bytes, int at, WritableColumnVector vector, int row) {
      int end = end(bytes, at);
      vector.putInt(row, (int) Digits.toLong(bytes, at + Wire.prefix(bytes, at), end, scale));
      return end;
    }
  }

  private record DecimalToLong(int scale) implements ColumnDecoder {
    @Override
    public int decode(byte[] bytes, int at, WritableColumnVector vector, int row) {
      int end = end(bytes, at);
      vector.putLong(row, Digits.toLong(bytes, at + Wire.prefix(bytes, at), end, scale));
      return end;
    }
  }

  private static final class DecimalToBytes implements ColumnDecoder {
    private final Digits digits;

    DecimalToBytes(int scale) {
      digits = new Digits(scale);
    }

    @Override
    public int decode(byte[] bytes, int at, WritableColumnVector vector, int row) {
      int end = end(bytes, at);
      byte[] unscaled = digits.toBytes(bytes, at + Wire.prefix(bytes, at), end);
      vector.putByteArray(row, unscaled, 0, unscaled.length);
      return end;
    }
  }
}
