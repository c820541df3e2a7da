package com.shopsphere.warehouse.bigquery;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A column of a table in BigQuery, or a field of a struct.
 *
 * @param type as GoogleSQL calls it, without parameters: {@code INT64}, {@code NUMERIC}, {@code
 *     STRUCT}
 * @param repeated whether it is an ARRAY of that type
 * @param required whether it holds no NULL
 * @param precision most digits of a decimal number, if it was declared
 * @param scale of those, after the point; only where a precision was declared
 * @param fields of a struct, in their order; else none
 */
public record TableField(
    String name,
    String type,
    boolean repeated,
    boolean required,
    OptionalInt precision,
    OptionalInt scale,
    Optional<String> description,
    List<TableField> fields) {

  /** The names of the REST interface, which are those of another SQL, by GoogleSQL's. */
  private static final Map<String, String> LEGACY =
      Map.of("INT64", "INTEGER", "FLOAT64", "FLOAT", "BOOL", "BOOLEAN", "STRUCT", "RECORD");

  private static final Map<String, String> STANDARD =
      LEGACY.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

  public TableField {
    requireNonNull(name, "name");
    requireNonNull(precision, "precision");
    requireNonNull(scale, "scale");
    requireNonNull(description, "description");
    String upper = type.toUpperCase(Locale.ROOT);
    type = STANDARD.getOrDefault(upper, upper);
    fields = List.copyOf(fields);
  }

  /** The name that the REST interface has for the type. */
  String legacyType() {
    return LEGACY.getOrDefault(type, type);
  }

  boolean isStruct() {
    return type.equals("STRUCT");
  }

  /** As DDL writes it: {@code NUMERIC(10, 2)}, {@code ARRAY<STRUCT<phone STRING>>}. */
  public String declaration() {
    return repeated ? "ARRAY<%s>".formatted(element()) : element();
  }

  private String element() {
    if (isStruct()) {
      return fields.stream()
          .map(field -> field.name() + " " + field.declaration())
          .collect(Collectors.joining(", ", "STRUCT<", ">"));
    }
    if (precision.isEmpty()) {
      return type;
    }
    return "%s(%d, %d)".formatted(type, precision.getAsInt(), scale.orElse(0));
  }
}
