package com.shopsphere.warehouse.load;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import com.shopsphere.warehouse.load.ColumnProfile.Measure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Figures over all columns of the rows of a table, or of the elements of one nested table, as Spark
 * finds them, with the query that asks BigQuery for the same.
 *
 * @param of the path of a nested table, empty for the table itself
 * @param figures in the order of the columns of the query
 */
record TableProfile(String of, List<Figure> figures, String sql) {

  /**
   * @param expected canonical text of the number, or NULL
   */
  record Figure(String name, String expected) {}

  TableProfile {
    figures = List.copyOf(figures);
  }

  /**
   * One profile of the rows, and one of each nested table at any depth. Each is one pass of Spark
   * over the columns concerned.
   *
   * @param table quoted name in BigQuery
   */
  static List<TableProfile> of(Dataset<Row> rows, String table) {
    List<TableProfile> profiles = new ArrayList<>();
    Column[] columns =
        Arrays.stream(rows.columns())
            .map(name -> col(quoted(name)).as(spark("t", name)))
            .toArray(Column[]::new);
    gather(rows.select(columns), "", rows.schema(), "t", table + " AS t", profiles);
    return profiles;
  }

  /**
   * @param rows one column for each field of the schema, called by {@link #spark}
   * @param alias of the row in the query
   */
  private static void gather(
      Dataset<Row> rows,
      String path,
      StructType schema,
      String alias,
      String from,
      List<TableProfile> profiles) {
    profiles.add(profile(rows, path, schema, alias, from));
    for (StructField field : schema.fields()) {
      if (field.dataType() instanceof ArrayType array
          && array.elementType() instanceof StructType element) {
        String inner = alias + "_" + profiles.size();
        Dataset<Row> elements =
            rows.select(explode(col(quoted(spark(alias, field.name())))).as("element"));
        Column[] columns =
            Arrays.stream(element.fields())
                .map(one -> col("element." + quoted(one.name())).as(spark(inner, one.name())))
                .toArray(Column[]::new);
        String unnested =
            "%s, UNNEST(%s.%s) AS %s".formatted(from, alias, Sql.name(field.name()), inner);
        gather(
            elements.select(columns),
            path + field.name() + ".",
            element,
            inner,
            unnested,
            profiles);
      }
    }
  }

  private static TableProfile profile(
      Dataset<Row> rows, String path, StructType schema, String alias, String from) {
    List<String> names = new ArrayList<>();
    List<Measure> measures = new ArrayList<>();
    names.add(path.isEmpty() ? "number of rows" : "number of elements");
    measures.add(new Measure("", count(lit(1)), "COUNT(*)"));
    for (StructField field : schema.fields()) {
      if (field.dataType() instanceof ArrayType) {
        continue;
      }
      String sql = "%s.%s".formatted(alias, Sql.name(field.name()));
      for (Measure measure :
          ColumnProfile.of(quoted(spark(alias, field.name())), sql, field.dataType())) {
        names.add("%s of %s%s".formatted(measure.what(), path, field.name()));
        measures.add(measure);
      }
    }
    return asked(rows, path, names, measures, from);
  }

  private static TableProfile asked(
      Dataset<Row> rows, String path, List<String> names, List<Measure> measures, String from) {
    Column[] columns =
        measures.stream().map(measure -> measure.spark().cast("string")).toArray(Column[]::new);
    Row found = rows.agg(columns[0], Arrays.copyOfRange(columns, 1, columns.length)).head();
    List<Figure> figures = new ArrayList<>();
    List<String> expressions = new ArrayList<>();
    String values = "0";
    for (int i = 0; i < measures.size(); i++) {
      String text = found.getString(i);
      if (measures.get(i).what().equals(ColumnProfile.VALUES)) {
        values = text;
      }
      // A sum of more digits than a decimal has is NULL to Spark, and an error to BigQuery.
      boolean overflown = text == null && !values.equals("0");
      if (!overflown) {
        figures.add(new Figure(names.get(i), canonical(text)));
        expressions.add("%s AS f%d".formatted(measures.get(i).sql(), i));
      }
    }
    String select = expressions.stream().collect(Collectors.joining(",\n  ", "SELECT\n  ", "\n"));
    return new TableProfile(path, figures, select + "FROM " + from);
  }

  /**
   * Compares what BigQuery answered.
   *
   * @param answers one for each figure
   * @return sentences about the figures that differ, none if all agree
   */
  List<String> differences(List<@Nullable String> answers) {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      Figure figure = figures.get(i);
      String answer = canonical(answers.get(i));
      if (!figure.expected().equals(answer)) {
        differences.add(
            "%s is %s, expected %s".formatted(figure.name(), answer, figure.expected()));
      }
    }
    return differences;
  }

  /** The same text for the same number, however it was written. */
  private static String canonical(@Nullable String text) {
    if (text == null) {
      return "NULL";
    }
    try {
      return new BigDecimal(text).stripTrailingZeros().toPlainString();
    } catch (NumberFormatException notANumber) {
      return text;
    }
  }

  private static String spark(String alias, String name) {
    return alias + " " + name;
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
