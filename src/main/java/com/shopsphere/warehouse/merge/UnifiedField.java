package com.shopsphere.warehouse.merge;

import static java.util.Objects.requireNonNull;

import org.apache.spark.sql.types.DataType;

/**
 * A column of the unified table, or a field of a nested table in it.
 *
 * @param nullable whether a value may be NULL
 */
public record UnifiedField(String name, DataType type, boolean nullable, Origin origin) {

  public UnifiedField {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(origin, "origin");
  }
}
