package com.shopsphere.warehouse.extract;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers as MySQL's protocol writes them: little-endian, lengths in 1 to 9 bytes. */
final class Wire {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int TWO_BYTES = 252;
  private static final int THREE_BYTES = 253;

  private Wire() {}

  static int int16(byte[] bytes, int at) {
    return (short) SHORT.get(bytes, at);
  }

  static int uint16(byte[] bytes, int at) {
    return int16(bytes, at) & 0xFFFF;
  }

  static int int32(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static long int64(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  /** Bytes that tell the length of the value that begins here. */
  static int prefix(byte[] bytes, int at) {
    int first = bytes[at] & 0xFF;
    if (first < TWO_BYTES) {
      return 1;
    }
    if (first == TWO_BYTES) {
      return 3;
    }
    return first == THREE_BYTES ? 4 : 9;
  }

  /** Length of the value that begins here, without its prefix; a row has less than 2 GiB. */
  static int length(byte[] bytes, int at) {
    int first = bytes[at] & 0xFF;
    if (first < TWO_BYTES) {
      return first;
    }
    if (first == TWO_BYTES) {
      return uint16(bytes, at + 1);
    }
    return first == THREE_BYTES ? int32(bytes, at) >>> 8 : (int) int64(bytes, at + 1);
  }
}
