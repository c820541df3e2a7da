package com.shopsphere.warehouse.extract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.types.DataTypes.BinaryType;

import com.shopsphere.warehouse.catalog.Collation;
import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.catalog.Sql;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.extract.WeighedKeys.Weight;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.plan.PlannedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Makes a table a partitioned DataFrame over JDBC: one partition a split, each streamed row by row.
 *
 * <p>The columns are selected by name, as c0, c1, …: so no name can clash with Spark's quoting, and
 * an invisible column is read like any other.
 */
public final class TableReader {

  /** Connector/J's sign for streaming; any other number makes it hold the whole result. */
  private static final String STREAMING = Integer.toString(Integer.MIN_VALUE);

  private final SparkSession spark;
  private final MySqlSource source;

  public TableReader(SparkSession spark, MySqlSource source) {
    this.spark = spark;
    this.source = source;
  }

  /**
   * Makes sure, before Spark starts, that every column of a tree has a type that can be read.
   *
   * @throws com.shopsphere.warehouse.failure.PlanException naming the first column that has not
   */
  public static void requireReadable(MergeTree tree) {
    tree.nodes().forEach(TableReader::mapped);
  }

  private static List<MappedColumn> mapped(Node node) {
    return node.columns().stream()
        .map(planned -> TypeMapping.of(node.table().name(), planned.column()))
        .toList();
  }

  /**
   * A lazy DataFrame with the planned columns of the node's table, and the sort keys of those that
   * are joined by them.
   */
  public Extracted read(Node node, TableSplits splits, WeighedKeys weighedKeys) {
    List<Weight> weights = weighedKeys.of(node);
    List<MappedColumn> mapped = new ArrayList<>(mapped(node));
    weights.forEach(weight -> mapped.add(sortKey(weight)));
    String sql = select(node.table(), mapped);
    Properties properties = source.credentials();
    properties.setProperty("driver", MySqlSource.DRIVER);
    properties.setProperty("fetchsize", STREAMING);
    properties.setProperty("customSchema", schema(mapped));
    Dataset<Row> rows =
        spark.read().jdbc(source.url(), "(" + sql + ") AS t", predicates(node, splits), properties);
    return new Extracted(
        node.role(),
        sql,
        rows.select(converted(names(node, weights), mapped)),
        splits,
        bytes(node, splits));
  }

  /**
   * Where trailing spaces do not count, neither they nor their weights have a part in the sort key:
   * what stands behind a space may be a character without a weight.
   */
  static MappedColumn sortKey(Weight weight) {
    Collation collation = weight.collation();
    String text = collated(Sql.quote(weight.column()), collation);
    String key =
        collation.padSpace()
            ? "TRIM(TRAILING WEIGHT_STRING(%s) FROM WEIGHT_STRING(RTRIM(%s)))"
                .formatted(collated("' '", collation), text)
            : "WEIGHT_STRING(%s)".formatted(text);
    return MappedColumn.asRead(key, BinaryType);
  }

  private static String collated(String expression, Collation collation) {
    return "CONVERT(%s USING %s) COLLATE %s"
        .formatted(expression, collation.characterSet(), collation.name());
  }

  private static List<String> names(Node node, List<Weight> weights) {
    List<String> names = new ArrayList<>();
    node.columns()
        .forEach(one -> names.add(Extracted.columnName(node.role(), one.column().name())));
    weights.forEach(weight -> names.add(weight.name(node.role())));
    return names;
  }

  private static String select(Table table, List<MappedColumn> mapped) {
    List<String> expressions = new ArrayList<>();
    for (int i = 0; i < mapped.size(); i++) {
      expressions.add("%s AS c%d".formatted(mapped.get(i).expression(), i));
    }
    return "SELECT %s FROM %s".formatted(String.join(", ", expressions), Sql.quote(table.name()));
  }

  private static String schema(List<MappedColumn> mapped) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < mapped.size(); i++) {
      fields.add("c%d %s".formatted(i, mapped.get(i).readType().sql()));
    }
    return String.join(", ", fields);
  }

  private static String[] predicates(Node node, TableSplits splits) {
    List<String> names = node.columns().stream().map(one -> one.column().name()).toList();
    Optional<String> key = splits.key().map(column -> "c" + names.indexOf(column));
    return SplitPredicates.of(key, splits.bounds()).toArray(String[]::new);
  }

  private static Column[] converted(List<String> names, List<MappedColumn> mapped) {
    Column[] columns = new Column[mapped.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = mapped.get(i).convert().apply(col("c" + i)).as(names.get(i));
    }
    return columns;
  }

  /** The server's estimate may be older than the rows, so the counted rows have a say too. */
  private static long bytes(Node node, TableSplits splits) {
    long width =
        node.columns().stream()
            .map(PlannedColumn::column)
            .mapToLong(com.shopsphere.warehouse.catalog.Column::typicalBytes)
            .sum();
    return Math.max(node.table().dataBytes(), splits.rows() * width);
  }
}
