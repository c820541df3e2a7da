package com.shopsphere.warehouse.extract;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A spatial value as MySQL and MariaDB store it: an SRID and well-known binary, whose first
 * coordinate is the longitude whatever axis the reference system names first.
 */
final class WellKnownBinary {

  private static final int POINT = 1;
  private static final int LINE = 2;
  private static final int POLYGON = 3;
  private static final int COLLECTION = 7;
  private static final String[] NAMES = {
    "POINT",
    "LINESTRING",
    "POLYGON",
    "MULTIPOINT",
    "MULTILINESTRING",
    "MULTIPOLYGON",
    "GEOMETRYCOLLECTION"
  };

  private final ByteBuffer input;
  private final AsciiText text;

  /**
   * @param start where the SRID begins
   * @param text to be written to
   */
  WellKnownBinary(byte[] bytes, int start, AsciiText text) {
    this.input = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(start);
    this.text = text;
  }

  /** Writes well-known text with its SRID: {@code SRID=4326;POINT(13.4 52.5)}. */
  void write() {
    text.add("SRID=" + Integer.toUnsignedString(input.getInt()) + ";");
    value(true);
  }

  /**
   * @param named whether the type is written; not that of the members of a MULTIPOINT and the like
   */
  private void value(boolean named) {
    input.order(input.get() == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int type = input.getInt();
    if (named) {
      text.add(NAMES[type - 1]);
    }
    switch (type) {
      case POINT -> {
        text.add('(');
        point();
        text.add(')');
      }
      case LINE -> list(this::point);
      case POLYGON -> list(() -> list(this::point));
      case COLLECTION -> list(() -> value(true));
      default -> list(() -> value(false));
    }
  }

  private void list(Runnable element) {
    int elements = input.getInt();
    if (elements == 0) {
      text.add(" EMPTY");
      return;
    }
    text.add('(');
    for (int i = 0; i < elements; i++) {
      if (i > 0) {
        text.add(',');
      }
      element.run();
    }
    text.add(')');
  }

  private void point() {
    coordinate(input.getDouble());
    text.add(' ');
    coordinate(input.getDouble());
  }

  /** With as many digits as tell the number from all others. */
  private void coordinate(double number) {
    String digits = Double.toString(number);
    text.add(digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits);
  }
}
