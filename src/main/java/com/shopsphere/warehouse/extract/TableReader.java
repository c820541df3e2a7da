package com.shopsphere.warehouse.extract;

import static org.apache.spark.sql.types.DataTypes.BinaryType;

import com.shopsphere.warehouse.catalog.Collation;
import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.catalog.Sql;
import com.shopsphere.warehouse.catalog.UniqueKey;
import com.shopsphere.warehouse.config.ReadLimits;
import com.shopsphere.warehouse.extract.WeighedKeys.Weight;
import com.shopsphere.warehouse.plan.LandedTable;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.plan.PlannedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Makes a table a partitioned DataFrame: one partition a split, each streamed from the server into
 * columns.
 *
 * <p>Columns are selected by name, so that an invisible one is read like any other.
 */
public final class TableReader {

  private final SparkSession spark;
  private final Lender lender;
  private final TypeMapping types;
  private final ReadLimits limits;

  /**
   * @param limits of one of the readers that work at the same time
   */
  public TableReader(SparkSession spark, Lender lender, TypeMapping types, ReadLimits limits) {
    this.spark = spark;
    this.lender = lender;
    this.types = types;
    this.limits = limits;
  }

  /**
   * Makes sure, before Spark starts, that every column of a tree, and of what is landed beside it,
   * has a type that can be read.
   *
   * @throws com.shopsphere.warehouse.failure.PlanException naming the first column that has not
   */
  public static void requireReadable(MergeTree tree, TypeMapping types) {
    Stream.concat(tree.nodes().stream(), tree.landed().stream().map(LandedTable::node))
        .forEach(
            node ->
                node.columns().forEach(planned -> types.of(node.table().name(), planned.column())));
  }

  /**
   * A lazy DataFrame with the planned columns of the node's table, and the sort keys of those that
   * are joined by them.
   */
  public Extracted read(Node node, TableSplits splits, WeighedKeys weighedKeys) {
    TableRead read =
        new TableRead(
            node.table().name(),
            columns(node, weighedKeys),
            splits,
            node.table().uniqueKeys().stream()
                .findFirst()
                .map(UniqueKey::columns)
                .orElse(List.of()),
            lender,
            limits,
            ReadCounters.of(spark.sparkContext()));
    return new Extracted(
        node.role(),
        read.select(read.columns()),
        load(read),
        splits,
        bytes(node, splits),
        read.counters()::figures);
  }

  private Dataset<Row> load(TableRead read) {
    return MySqlTables.offer(
        new ReadableTable(read),
        offer ->
            spark
                .read()
                .format(MySqlTables.class.getName())
                .option(MySqlTables.option(), offer)
                .load());
  }

  private List<ScanColumn> columns(Node node, WeighedKeys weighedKeys) {
    List<ScanColumn> columns = new ArrayList<>();
    for (PlannedColumn planned : node.columns()) {
      Column column = planned.column();
      columns.add(
          ScanColumn.of(
              Extracted.columnName(node.role(), column.name()),
              column,
              types.of(node.table().name(), column)));
    }
    for (Weight weight : weighedKeys.of(node)) {
      columns.add(
          ScanColumn.of(
              weight.name(node.role()), node.table().column(weight.column()), sortKey(weight)));
    }
    return columns;
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
    return new MappedColumn(key, BinaryType, Decoding.BYTES);
  }

  private static String collated(String expression, Collation collation) {
    return "CONVERT(%s USING %s) COLLATE %s"
        .formatted(expression, collation.characterSet(), collation.name());
  }

  /** The server's estimate may be older than the rows, so the counted rows have a say too. */
  private static long bytes(Node node, TableSplits splits) {
    long width =
        node.columns().stream().map(PlannedColumn::column).mapToLong(Column::typicalBytes).sum();
    return Math.max(node.table().dataBytes(), splits.rows() * width);
  }
}
