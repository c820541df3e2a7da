package com.shopsphere.warehouse.merge;

import static com.shopsphere.warehouse.merge.FrameNames.column;
import static com.shopsphere.warehouse.merge.FrameNames.source;
import static org.apache.spark.sql.functions.arrays_zip;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.apache.spark.sql.types.DataTypes.createDecimalType;

import com.shopsphere.warehouse.extract.Extracted;
import com.shopsphere.warehouse.plan.Allocation;
import com.shopsphere.warehouse.plan.Edge;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DecimalType;
import scala.collection.Seq;

/**
 * Spreads amounts over the rows that repeat them; see {@link Shares} for the arithmetic.
 *
 * <p>The rows of one amount are gathered into an array, in the order of the grain key, the shares
 * are taken, and the array is opened again. Where the amount comes with the edge by which the rows
 * are gathered, they are gathered before they are joined: then they are narrow, and the wide side
 * is joined once for all of them. The rows of one amount must fit the memory of a task.
 */
final class Allocator {

  private static final String GATHERED = "#gathered";
  private static final String OPENED = "#opened";

  /** Digits of the widest whole number, BIGINT UNSIGNED. */
  private static final int WHOLE_DIGITS = 20;

  /**
   * Rows that were gathered into arrays.
   *
   * @param frame one row for each key
   * @param keys by which the rows were gathered
   * @param names of the columns of a gathered row, in its order
   */
  record Gathered(Dataset<Row> frame, List<Column> keys, List<String> names) {}

  private final MergeTree tree;
  private final JoinKeys joinKeys;

  Allocator(MergeTree tree, JoinKeys joinKeys) {
    this.tree = tree;
    this.joinKeys = joinKeys;
  }

  /** Name of the observation of the amounts that were spread, each counted once. */
  static String observation(Allocation allocation) {
    return "allocated " + allocation.output();
  }

  /** The allocations whose amounts come with an edge of the grain table. */
  List<Allocation> at(Edge edge) {
    return tree.allocations().stream()
        .filter(allocation -> comesWith(AmountPath.of(tree, allocation), edge))
        .toList();
  }

  /** What a merge keeps is known at its end only, if it drops rows. */
  private boolean comesWith(AmountPath path, Edge edge) {
    return path.parent().equals(tree.root())
        && path.edge().equals(edge)
        && tree.edges().noneMatch(Edge::required);
  }

  /** Spreads the amounts that do not come with an edge of the grain table. */
  Dataset<Row> afterwards(Dataset<Row> joined) {
    Dataset<Row> rows = joined;
    for (Allocation allocation : tree.allocations()) {
      AmountPath path = AmountPath.of(tree, allocation);
      if (tree.root().edges().stream().noneMatch(edge -> comesWith(path, edge))) {
        List<Column> keys = joinKeys.ofParent(rows, path.parent(), path.edge());
        Gathered gathered = gather(rows, keys, List.of(allocation));
        rows = spread(gathered, gathered.frame(), List.of(allocation), this::repeated);
      }
    }
    return rows;
  }

  /**
   * Gathers rows by the keys of an amount; a row without a key stays alone.
   *
   * @param rows of the grain table, perhaps joined with others
   */
  Gathered gather(Dataset<Row> rows, List<Column> keys, List<Allocation> allocations) {
    Dataset<Row> weighed = rows;
    for (Allocation allocation : allocations) {
      Column weight = AggregateFunctions.product(rows, tree.root(), allocation.by());
      weighed = weighed.withColumn(weight(allocation), weight);
    }
    List<String> names = grainKeyFirst(weighed);
    List<Column> fields = new ArrayList<>();
    for (String name : names) {
      fields.add(column(weighed, name).as("c" + fields.size()));
    }
    List<Column> groups = new ArrayList<>();
    keys.forEach(key -> groups.add(key.as("#key" + groups.size())));
    Column[] grainKey =
        names.stream()
            .limit(tree.grain().columns().size())
            .map(name -> column(rows, name))
            .toArray(Column[]::new);
    groups.add(when(JoinKeys.present(keys), null).otherwise(struct(grainKey)).as("#alone"));
    Dataset<Row> frame =
        weighed
            .groupBy(groups.toArray(Column[]::new))
            .agg(sort_array(collect_list(struct(fields.toArray(Column[]::new)))).as(GATHERED));
    List<Column> gatheredBy = new ArrayList<>();
    keys.forEach(key -> gatheredBy.add(column(frame, "#key" + gatheredBy.size())));
    return new Gathered(frame, gatheredBy, names);
  }

  private List<String> grainKeyFirst(Dataset<Row> rows) {
    List<String> key =
        tree.grain().columns().stream()
            .map(name -> Extracted.columnName(tree.root().role(), name))
            .toList();
    List<String> names = new ArrayList<>(key);
    Arrays.stream(rows.columns()).filter(name -> !key.contains(name)).forEach(names::add);
    return names;
  }

  /** Takes the shares of gathered rows and opens the arrays again. */
  Dataset<Row> spread(
      Gathered gathered, Dataset<Row> joined, List<Allocation> allocations, AmountOf amountOf) {
    Dataset<Row> shared = joined;
    for (Allocation allocation : allocations) {
      Column amount = exact(allocation, amountOf.column(joined, gathered, allocation));
      int weight = gathered.names().indexOf(weight(allocation));
      Column weights = transform(column(joined, GATHERED), row -> row.getField("c" + weight));
      shared =
          shared
              .withColumn(share(allocation), shares(allocation).apply(amount, weights))
              .observe(
                  observation(allocation),
                  GrainColumns.total(amount, type(allocation).scale()).as("n0"));
    }
    return opened(gathered, shared, allocations);
  }

  /** Where the amount of gathered rows stands. */
  interface AmountOf {
    Column column(Dataset<Row> rows, Gathered gathered, Allocation allocation);
  }

  /** Beside the gathered rows, with the edge that was just joined. */
  Column joined(Dataset<Row> rows, Gathered gathered, Allocation allocation) {
    return source(rows, owner(allocation), allocation.amount());
  }

  /** In each of the gathered rows. */
  private Column repeated(Dataset<Row> rows, Gathered gathered, Allocation allocation) {
    String name = Extracted.columnName(allocation.role(), allocation.amount());
    return element_at(column(rows, GATHERED), 1).getField("c" + gathered.names().indexOf(name));
  }

  private static Dataset<Row> opened(
      Gathered gathered, Dataset<Row> shared, List<Allocation> allocations) {
    List<Column> zipped = new ArrayList<>(List.of(column(shared, GATHERED)));
    allocations.forEach(allocation -> zipped.add(column(shared, share(allocation))));
    List<String> beside = new ArrayList<>(Arrays.asList(shared.columns()));
    beside.removeIf(name -> name.startsWith("#") && !name.startsWith(FrameNames.allocated("")));
    List<Column> columns = new ArrayList<>();
    beside.forEach(name -> columns.add(column(shared, name)));
    columns.add(explode(arrays_zip(zipped.toArray(Column[]::new))).as(OPENED));
    Dataset<Row> rows = shared.select(columns.toArray(Column[]::new));
    return rows.select(restored(gathered, rows, beside, allocations));
  }

  private static Column[] restored(
      Gathered gathered, Dataset<Row> rows, List<String> beside, List<Allocation> allocations) {
    Column one = column(rows, OPENED);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < gathered.names().size(); i++) {
      String name = gathered.names().get(i);
      if (!name.startsWith("#weight/")) {
        columns.add(one.getField(GATHERED).getField("c" + i).as(name));
      }
    }
    beside.forEach(name -> columns.add(column(rows, name)));
    allocations.forEach(
        allocation ->
            columns.add(
                one.getField(share(allocation)).as(FrameNames.allocated(allocation.output()))));
    return columns.toArray(Column[]::new);
  }

  private static String weight(Allocation allocation) {
    return "#weight/" + allocation.output();
  }

  private static String share(Allocation allocation) {
    return "#share/" + allocation.output();
  }

  private Node owner(Allocation allocation) {
    return tree.nodes().stream()
        .filter(node -> node.role().equals(allocation.role()))
        .findFirst()
        .orElseThrow();
  }

  private DecimalType type(Allocation allocation) {
    return typeOf(owner(allocation).table().column(allocation.amount()));
  }

  /** Type of the shares of an amount: its own as a decimal. */
  static DecimalType typeOf(com.shopsphere.warehouse.catalog.Column amount) {
    return amount.dataType().equals("decimal")
        ? createDecimalType(amount.precision(), amount.scale())
        : createDecimalType(WHOLE_DIGITS, 0);
  }

  private Column exact(Allocation allocation, Column amount) {
    return amount.cast(type(allocation));
  }

  private UserDefinedFunction shares(Allocation allocation) {
    DecimalType type = type(allocation);
    int precision = type.precision();
    String name = allocation.role() + "." + allocation.amount();
    UDF2<BigDecimal, Seq<BigDecimal>, List<BigDecimal>> shares =
        (amount, weights) ->
            fitting(Shares.of(amount, ScalaCollections.list(weights.iterator())), precision, name);
    return udf(shares, createArrayType(type));
  }

  /** Weights of both signs that nearly cancel give shares far beyond the amount. */
  private static List<BigDecimal> fitting(List<BigDecimal> shares, int precision, String name) {
    for (BigDecimal share : shares) {
      if (share != null && share.precision() > precision) {
        throw new ArithmeticException(
            "Cannot allocate %s (merge.allocate[]): a share of %s has more than %d digits, since weights of both signs nearly cancel."
                .formatted(name, share.toPlainString(), precision));
      }
    }
    return shares;
  }
}
