package com.shopsphere.warehouse.catalog;

import java.util.Collection;
import java.util.stream.Collectors;

/** MySQL's quoting. */
public final class Sql {

  private Sql() {}

  /** An identifier that may hold any character: {@code `order`}. */
  public static String quote(String identifier) {
    return "`" + identifier.replace("`", "``") + "`";
  }

  /** Identifiers, quoted, with commas between. */
  public static String quote(Collection<String> identifiers) {
    return identifiers.stream().map(Sql::quote).collect(Collectors.joining(", "));
  }
}
