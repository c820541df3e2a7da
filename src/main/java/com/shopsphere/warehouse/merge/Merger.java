package com.shopsphere.warehouse.merge;

import static com.shopsphere.warehouse.extract.Extracted.columnName;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;

import com.shopsphere.warehouse.extract.Extracted;
import com.shopsphere.warehouse.plan.Edge;
import com.shopsphere.warehouse.plan.Fold;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.plan.PlannedColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Joins the tables of a merge tree into the unified table, with left joins from the leaves to the
 * root: small tables meet their parents before the parents meet the grain table.
 *
 * <p>In every join the child has at most one row for a key (a key proves it, or it was grouped), so
 * a hash table over the child is never skewed and no side needs sorting. A child small enough is
 * broadcast; others are shuffled by the key, which tables that share it do once.
 */
public final class Merger {

  private final Map<String, Extracted> extracted;
  private final long broadcastLimit;

  /**
   * @param extracted the table of each node, by role
   * @param broadcastLimit bytes up to which a child is broadcast
   */
  public Merger(Map<String, Extracted> extracted, long broadcastLimit) {
    this.extracted = Map.copyOf(extracted);
    this.broadcastLimit = broadcastLimit;
  }

  /**
   * A lazy DataFrame with one row a row of the grain table, columns named and ordered by the tree.
   */
  public Dataset<Row> merge(MergeTree tree) {
    Dataset<Row> joined = joined(tree.root());
    List<Column> columns = new ArrayList<>();
    output(tree.root(), joined, columns);
    return joined.select(columns.toArray(Column[]::new));
  }

  private Extracted source(Node node) {
    Extracted source = extracted.get(node.role());
    if (source == null) {
      throw new IllegalArgumentException(
          "Invalid input of the merge: no table for the role " + node.role());
    }
    return source;
  }

  private Dataset<Row> joined(Node node) {
    Dataset<Row> rows = source(node).rows();
    for (Edge edge : shuffledFirst(node.edges())) {
      rows = join(rows, node, edge);
    }
    return rows;
  }

  /** A parent is shuffled while it is narrow; what is broadcast to it makes it wide afterwards. */
  private List<Edge> shuffledFirst(List<Edge> edges) {
    return edges.stream().sorted(Comparator.comparing(this::isBroadcast)).toList();
  }

  private boolean isBroadcast(Edge edge) {
    return bytes(edge.child()) <= broadcastLimit;
  }

  private Dataset<Row> join(Dataset<Row> parent, Node node, Edge edge) {
    Dataset<Row> child = folded(edge);
    Column on = functions.lit(true);
    for (int i = 0; i < edge.parentColumns().size(); i++) {
      Column left = column(parent, node, edge.parentColumns().get(i));
      Column right = column(child, edge.child(), edge.childColumns().get(i));
      on = i == 0 ? left.equalTo(right) : on.and(left.equalTo(right));
    }
    Dataset<Row> hinted = isBroadcast(edge) ? broadcast(child) : child.hint("shuffle_hash");
    return parent.join(hinted, on, "left");
  }

  /** The size of a child with everything below it: that is what a broadcast would send. */
  private long bytes(Node node) {
    return node.walk().mapToLong(one -> source(one).bytes()).sum();
  }

  private Dataset<Row> folded(Edge edge) {
    Dataset<Row> rows = joined(edge.child());
    return edge.fold() instanceof Fold.Nest nest ? nested(edge, nest, rows) : rows;
  }

  /** Fields stand in the struct with the primary key first, so that its order is the key's. */
  private static Dataset<Row> nested(Edge edge, Fold.Nest nest, Dataset<Row> rows) {
    Node child = edge.child();
    Column[] keys =
        edge.childColumns().stream().map(name -> column(rows, child, name)).toArray(Column[]::new);
    Column[] fields =
        child.columns().stream()
            .filter(planned -> planned.output().isPresent())
            .map(planned -> field(rows, child, planned))
            .toArray(Column[]::new);
    Column matchable = functions.lit(true);
    for (Column key : keys) {
      matchable = matchable.and(key.isNotNull());
    }
    return rows.filter(matchable)
        .groupBy(keys)
        .agg(sort_array(collect_list(struct(fields))).as(nest.column()));
  }

  private static Column field(Dataset<Row> rows, Node node, PlannedColumn planned) {
    return column(rows, node, planned.column().name()).as(planned.output().orElseThrow());
  }

  private static void output(Node node, Dataset<Row> joined, List<Column> columns) {
    node.columns().stream()
        .filter(planned -> planned.output().isPresent())
        .forEach(planned -> columns.add(field(joined, node, planned)));
    for (Edge edge : node.edges()) {
      if (edge.fold() instanceof Fold.Nest nest) {
        Column elements = joined.col(quoted(nest.column()));
        Column none = array().cast(joined.schema().apply(nest.column()).dataType());
        columns.add(coalesce(elements, none).as(nest.column()));
      } else {
        output(edge.child(), joined, columns);
      }
    }
  }

  private static Column column(Dataset<Row> rows, Node node, String name) {
    String declared = node.table().column(name).name();
    return rows.col(quoted(columnName(node.role(), declared)));
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
