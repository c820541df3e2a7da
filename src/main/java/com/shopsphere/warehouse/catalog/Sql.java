package com.shopsphere.warehouse.catalog;

/** MySQL's quoting. */
public final class Sql {

  private Sql() {}

  /** An identifier that may hold any character: {@code `order`}. */
  public static String quote(String identifier) {
    return "`" + identifier.replace("`", "``") + "`";
  }
}
