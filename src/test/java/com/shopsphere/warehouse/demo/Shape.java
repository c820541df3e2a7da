package com.shopsphere.warehouse.demo;

import java.util.List;
import java.util.stream.Stream;

/** Which tables and columns the operational database has. */
public enum Shape {
  /** What the company runs today: no regions, no categories, no price on the order line. */
  THIRTEEN_TABLES,
  /** With {@code region}, {@code category}, and the three columns added for analysis. */
  FIFTEEN_TABLES;

  /** The files of the {@code database} directory that make this shape, in the order to run them. */
  List<String> scripts() {
    return switch (this) {
      case THIRTEEN_TABLES -> List.of("01-shopsphere.sql");
      case FIFTEEN_TABLES -> List.of("01-shopsphere.sql", "02-analytics.sql");
    };
  }

  /** The columns of a table in this shape, given those of today and the one added for analysis. */
  List<String> columns(List<String> today, String added) {
    return switch (this) {
      case THIRTEEN_TABLES -> today;
      case FIFTEEN_TABLES -> Stream.concat(today.stream(), Stream.of(added)).toList();
    };
  }
}
