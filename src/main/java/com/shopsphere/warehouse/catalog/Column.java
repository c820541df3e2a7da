package com.shopsphere.warehouse.catalog;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One column as the server declares it.
 *
 * @param dataType MySQL's type without attributes, lower case: {@code bigint}
 * @param columnType MySQL's type with them: {@code bigint unsigned}
 * @param length most characters, or bytes for binary types; 0 where the type has no length
 * @param precision digits of an exact number; 0 elsewhere
 * @param scale digits after the point; 0 elsewhere
 * @param collation of text columns only; by it the server compares their values
 * @param generated whether the server computes the values from other columns
 */
public record Column(
    String name,
    String dataType,
    String columnType,
    boolean nullable,
    long length,
    int precision,
    int scale,
    Optional<Collation> collation,
    boolean generated) {

  private static final Set<String> WHOLE_NUMBERS =
      Set.of("tinyint", "smallint", "mediumint", "int", "bigint");
  private static final Set<String> APPROXIMATE_NUMBERS = Set.of("float", "double");

  public Column {
    requireNonNull(collation, "collation");
    if (name.isEmpty()) {
      throw new IllegalArgumentException("Invalid column: its name is empty");
    }
    dataType = dataType.toLowerCase(Locale.ROOT);
    columnType = columnType.toLowerCase(Locale.ROOT);
  }

  /** Whether the type is one of whole numbers; BIT and YEAR are none. */
  public boolean wholeNumber() {
    return WHOLE_NUMBERS.contains(dataType);
  }

  /** Whether sums and products of its values are exact. */
  public boolean exactNumber() {
    return wholeNumber() || dataType.equals("decimal");
  }

  /** Whether its values are rounded to binary fractions. */
  public boolean approximateNumber() {
    return APPROXIMATE_NUMBERS.contains(dataType);
  }

  /** Whether the type holds whole numbers from zero only. */
  public boolean unsigned() {
    return columnType.contains(" unsigned");
  }

  /** A guess at the bytes that one value takes in memory, for choosing how to join. */
  public long typicalBytes() {
    return switch (dataType) {
      case "tinyint", "smallint", "mediumint", "int", "float", "date", "year" -> 4;
      case "decimal", "bigint", "double", "datetime", "timestamp", "time", "bit" -> 8;
      case "char", "varchar", "binary", "varbinary", "enum", "set", "uuid" -> Math.min(length, 40);
      default -> 200;
    };
  }
}
