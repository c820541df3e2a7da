package com.shopsphere.warehouse.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Rows as {@code LOAD DATA} reads them by default: UTF-8, tabs between fields, a newline after each
 * row, backslash escapes, {@code \N} for NULL.
 */
final class RowBuffer {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private byte[] bytes = new byte[1 << 16];
  private int size;
  private long rows;
  private boolean rowStarted;

  RowBuffer text(@Nullable String value) {
    if (value == null) {
      return nothing();
    }
    startField();
    for (byte b : value.getBytes(UTF_8)) {
      escaped(b);
    }
    return this;
  }

  RowBuffer number(long value) {
    return plain(Long.toString(value));
  }

  /** Writes an amount given in hundredths, for a DECIMAL or FLOAT column. */
  RowBuffer cents(long value) {
    long size = Math.abs(value);
    long fraction = size % 100;
    String sign = value < 0 ? "-" : "";
    return plain(sign + size / 100 + (fraction < 10 ? ".0" : ".") + fraction);
  }

  RowBuffer cents(OptionalLong value) {
    return value.isPresent() ? cents(value.getAsLong()) : nothing();
  }

  /** Writes a TIMESTAMP of a session in UTC; a part of a second is cut off. */
  RowBuffer moment(long epochMilli) {
    long second = Math.floorDiv(epochMilli, 1000L);
    return plain(MOMENT.format(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC)));
  }

  /** Writes NULL. */
  RowBuffer nothing() {
    return plain("\\N");
  }

  void endRow() {
    append((byte) '\n');
    rowStarted = false;
    rows++;
  }

  /** How many rows were ended, since the buffer was made. */
  long rows() {
    return rows;
  }

  /** How many bytes were written since they were last handed out. */
  int size() {
    return size;
  }

  /** Hands out what was written and starts anew: the result is valid until the next write. */
  ByteBuffer drain() {
    var written = ByteBuffer.wrap(bytes, 0, size);
    size = 0;
    return written;
  }

  private RowBuffer plain(String ascii) {
    startField();
    for (int i = 0; i < ascii.length(); i++) {
      append((byte) ascii.charAt(i));
    }
    return this;
  }

  private void startField() {
    if (rowStarted) {
      append((byte) '\t');
    }
    rowStarted = true;
  }

  private void escaped(byte b) {
    switch (b) {
      case '\\', '\t', '\n' -> {
        append((byte) '\\');
        append(b);
      }
      default -> append(b);
    }
  }

  private void append(byte b) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * size);
    }
    bytes[size++] = b;
  }
}
