package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * What a table is to be, known before a row is read.
 *
 * @param table under which it is published
 * @param schema columns as they are staged
 * @param key columns that tell rows apart and hold no NULL; none if nothing does
 * @param description of the table, as the source comments on it
 * @param descriptions of columns by name, of fields within by {@code column.field}
 */
public record TableDesign(
    String table,
    StructType schema,
    List<String> key,
    Optional<String> description,
    Map<String, String> descriptions) {

  public TableDesign {
    requireNonNull(table, "table");
    requireNonNull(schema, "schema");
    requireNonNull(description, "description");
    key = List.copyOf(key);
    descriptions = Map.copyOf(descriptions);
  }
}
