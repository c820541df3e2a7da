package com.shopsphere.warehouse.property;

import static com.shopsphere.warehouse.property.Schema.Folding.NEST;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Rows as text: values as MySQL casts them to text, fields by name, elements in their order. */
final class Texts {

  private static final DateTimeFormatter DATETIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

  /** Whether the order of a nested table's elements counts, by its name. */
  private final Map<String, Boolean> ordered = new HashMap<>();

  Texts(Branch root, OutputNames names) {
    root.walk()
        .filter(branch -> branch.folding() == NEST)
        .forEach(
            nest -> ordered.merge(names.nest(nest), Oracle.isOrdered(nest), Boolean::logicalAnd));
  }

  String of(Row row) {
    SortedMap<String, String> fields = new TreeMap<>();
    for (String name : row.schema().fieldNames()) {
      int position = row.fieldIndex(name);
      if (ordered.containsKey(name) && !row.isNullAt(position)) {
        List<Row> elements = row.getList(position);
        boolean counts = ordered.getOrDefault(name, true);
        fields.put(name, array(elements.stream().map(this::of).toList(), counts));
      } else {
        fields.put(name, quoted(value(row.get(position))));
      }
    }
    return fields.toString();
  }

  private static @Nullable String value(@Nullable Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof LocalDateTime instant) {
      return instant.format(DATETIME);
    }
    return value == null ? null : value.toString();
  }

  /** Quoted, so that an empty text and a NULL differ. */
  static String quoted(@Nullable String value) {
    return value == null ? "NULL" : "'" + value + "'";
  }

  static String array(List<String> elements, boolean ordered) {
    return ordered ? elements.toString() : elements.stream().sorted().toList().toString();
  }
}
