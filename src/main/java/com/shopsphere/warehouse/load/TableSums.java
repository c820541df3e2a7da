package com.shopsphere.warehouse.load;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.reflect.ClassTag$;

/**
 * Figures over the rows of a table, or over the elements of a nested one: of each column, and of
 * whole rows, whose fingerprints are others when values have changed places.
 */
final class TableSums implements Serializable {

  private static final long serialVersionUID = 1;

  private static final String SEPARATOR = ",";

  /** A column that is no nested table. */
  private record Scalar(int at, String name, boolean key, String separator, ColumnSum sum)
      implements Serializable {

    static Scalar of(int at, StructField field, boolean key) {
      ColumnSum sum = ColumnSum.of(field.dataType());
      String separator = sum.digits(field.name()).isPresent() ? SEPARATOR : "";
      return new Scalar(at, field.name(), key, separator, sum);
    }
  }

  private record Nested(int at, String name, int width, TableSums sums) implements Serializable {}

  /** Those of the key first, of which an element's fingerprint has the digits before its own. */
  private final List<Scalar> scalars = new ArrayList<>();

  private final List<Nested> nested = new ArrayList<>();
  private final ExactSum fingerprints = new ExactSum();
  private long rows;

  private TableSums(StructType schema, List<String> key) {
    StructField[] fields = schema.fields();
    for (int at = 0; at < fields.length; at++) {
      String name = fields[at].name();
      if (fields[at].dataType() instanceof ArrayType array) {
        StructType element = (StructType) array.elementType();
        nested.add(new Nested(at, name, element.length(), new TableSums(element, List.of())));
      } else {
        scalars.add(Scalar.of(at, fields[at], key.contains(name)));
      }
    }
    scalars.sort(Comparator.comparing(scalar -> !scalar.key()));
  }

  /**
   * Reads all rows, once.
   *
   * @param table of scalars, and of arrays of structs like it
   * @param key columns by which elements of nested tables are told to belong to a row
   */
  static TableSums of(Dataset<Row> table, List<String> key) {
    JavaRDD<InternalRow> rows =
        JavaRDD.fromRDD(table.queryExecution().toRdd(), ClassTag$.MODULE$.apply(InternalRow.class));
    return rows.aggregate(new TableSums(table.schema(), key), TableSums::with, TableSums::plus);
  }

  private TableSums with(InternalRow row) {
    add(row, "");
    return this;
  }

  private TableSums plus(TableSums other) {
    rows += other.rows;
    fingerprints.add(other.fingerprints);
    for (int i = 0; i < scalars.size(); i++) {
      scalars.get(i).sum().add(other.scalars.get(i).sum());
    }
    for (int i = 0; i < nested.size(); i++) {
      nested.get(i).sums().plus(other.nested.get(i).sums());
    }
    return this;
  }

  /**
   * @param owner the key of the row that an element belongs to; empty for a row
   */
  private void add(SpecializedGetters row, String owner) {
    rows++;
    StringBuilder digits = new StringBuilder(owner);
    int endOfKey = digits.length();
    for (Scalar scalar : scalars) {
      scalar.sum().add(row, scalar.at(), digits);
      digits.append(scalar.separator());
      endOfKey = scalar.key() ? digits.length() : endOfKey;
    }
    fingerprints.add(Fingerprint.of(digits.toString().getBytes(StandardCharsets.US_ASCII)));
    String key = digits.substring(0, endOfKey);
    for (Nested inner : nested) {
      if (!row.isNullAt(inner.at())) {
        addElements(row.getArray(inner.at()), inner, key);
      }
    }
  }

  private static void addElements(ArrayData elements, Nested inner, String owner) {
    for (int i = 0; i < elements.numElements(); i++) {
      inner.sums().add(elements.getStruct(i, inner.width()), owner);
    }
  }

  long rows() {
    return rows;
  }

  /**
   * One profile of the rows, and one of each nested table at any depth.
   *
   * @param table quoted name in BigQuery
   */
  List<TableProfile> profiles(String table) {
    List<TableProfile> profiles = new ArrayList<>();
    gather("", "t", table + " AS t", List.of(), profiles);
    return profiles;
  }

  /**
   * @param path of the nested table, with a dot at the end; empty for the rows
   * @param alias of a row in the query
   * @param owner expressions for the key of the row that an element belongs to
   */
  private void gather(
      String path, String alias, String from, List<String> owner, List<TableProfile> profiles) {
    List<Figure> figures = new ArrayList<>();
    List<String> digits = new ArrayList<>(owner);
    List<String> key = new ArrayList<>(owner);
    String what = path.isEmpty() ? "rows" : "elements of " + path.substring(0, path.length() - 1);
    figures.add(new Figure("number of " + what, rows, "COUNT(*)"));
    for (Scalar scalar : scalars) {
      String column = "%s.%s".formatted(alias, Sql.name(scalar.name()));
      figures.addAll(scalar.sum().figures(path + scalar.name(), column));
      scalar.sum().digits(column).ifPresent(digits::add);
      if (scalar.key()) {
        scalar.sum().digits(column).ifPresent(key::add);
      }
    }
    if (rows > 0 && !digits.isEmpty()) {
      figures.add(
          new Figure("sum of hashes of " + what, fingerprints.value(), fingerprint(digits)));
    }
    profiles.add(new TableProfile(figures, from));
    for (Nested inner : nested) {
      String element = "%s_%d".formatted(alias, profiles.size());
      String unnested =
          "%s, UNNEST(%s.%s) AS %s".formatted(from, alias, Sql.name(inner.name()), element);
      inner.sums().gather(path + inner.name() + ".", element, unnested, key, profiles);
    }
  }

  private static String fingerprint(List<String> digits) {
    String texts =
        digits.stream().map("CAST(%s AS STRING)"::formatted).collect(Collectors.joining(", "));
    // Each followed by a separator, a NULL too.
    String all = "ARRAY_TO_STRING([%s, ''], '%s', '')".formatted(texts, SEPARATOR);
    return WholeSum.total(Fingerprint.sql(all));
  }
}
