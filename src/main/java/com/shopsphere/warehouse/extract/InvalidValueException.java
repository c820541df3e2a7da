package com.shopsphere.warehouse.extract;

/** A value that the type of its column cannot hold; it leaves no reader as it is. */
final class InvalidValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ScanColumn column;
  private final String value;

  InvalidValueException(ScanColumn column, String value) {
    super("Invalid value '%s' in the column %s".formatted(value, column.source()));
    this.column = column;
    this.value = value;
  }

  ScanColumn column() {
    return column;
  }

  /** As MySQL prints it. */
  String value() {
    return value;
  }
}
