package com.shopsphere.warehouse.load;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;

/** What of a table BigQuery, or the connector that writes to it, does not take. */
public final class BigQueryLimits {

  /** Structs within structs that connector 0.32 writes, one less than BigQuery holds. */
  private static final int DEEPEST = 14;

  /** Columns of a table in BigQuery, the fields of its structs among them. */
  private static final int WIDEST = 10_000;

  /** Columns that a sentence names before it only counts them. */
  private static final int NAMED = 5;

  private final List<String> localTimes = new ArrayList<>();
  private final List<String> tooDeep = new ArrayList<>();
  private int columns;

  private BigQueryLimits() {}

  /**
   * What would be refused of a table with these columns.
   *
   * @return sentences, none if all can be written
   */
  public static List<String> exceededBy(StructType schema) {
    BigQueryLimits limits = new BigQueryLimits();
    limits.look(schema, "", 0);
    return limits.sentences();
  }

  private void look(StructType struct, String path, int depth) {
    for (StructField field : struct.fields()) {
      columns++;
      String name = path + field.name();
      if (field.dataType() instanceof TimestampNTZType) {
        localTimes.add(name);
      }
      if (field.dataType() instanceof ArrayType array
          && array.elementType() instanceof StructType element) {
        if (depth == DEEPEST) {
          tooDeep.add(name);
        }
        look(element, name + ".", depth + 1);
      }
    }
  }

  private List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    if (!localTimes.isEmpty()) {
      sentences.add(
          "Connector 0.32 cannot write DATETIME to BigQuery, newer ones can: %s."
              .formatted(named(localTimes)));
    }
    if (!tooDeep.isEmpty()) {
      sentences.add(
          "Connector 0.32 cannot write more than %d structs within each other to BigQuery: %s."
              .formatted(DEEPEST, named(tooDeep)));
    }
    if (columns > WIDEST) {
      sentences.add(
          "BigQuery takes %,d columns at most, the fields of nested tables among them; found %,d."
              .formatted(WIDEST, columns));
    }
    return sentences;
  }

  private static String named(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() <= NAMED ? first : "%s and %,d more".formatted(first, names.size() - NAMED);
  }
}
