package com.shopsphere.warehouse.merge;

import static com.shopsphere.warehouse.merge.FrameNames.column;
import static org.apache.spark.sql.functions.broadcast;

import com.shopsphere.warehouse.extract.Extracted;
import com.shopsphere.warehouse.extract.TypeMapping;
import com.shopsphere.warehouse.extract.WeighedKeys;
import com.shopsphere.warehouse.plan.Allocation;
import com.shopsphere.warehouse.plan.Edge;
import com.shopsphere.warehouse.plan.Fold;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

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
  private final JoinKeys joinKeys;
  private final Folder folder;
  private final TypeMapping types;
  private final long broadcastLimit;

  /**
   * @param extracted the table of each node, by role
   * @param weighed keys that are joined by the server's sort keys
   * @param types by which the tables were read
   * @param broadcastLimit bytes up to which a child is broadcast
   */
  public Merger(
      Map<String, Extracted> extracted,
      WeighedKeys weighed,
      TypeMapping types,
      long broadcastLimit) {
    this.extracted = Map.copyOf(extracted);
    this.joinKeys = new JoinKeys(weighed);
    this.folder = new Folder(joinKeys, types);
    this.types = types;
    this.broadcastLimit = broadcastLimit;
  }

  /** The unified table, to be computed by whoever writes it. */
  public Merged merge(MergeTree tree) {
    Counters counters = new Counters(tree);
    Allocator allocator = new Allocator(tree, joinKeys);
    Dataset<Row> joined = joined(tree.root(), tree.grain().columns(), counters, allocator);
    Dataset<Row> kept = counters.countKept(withRequired(joined, tree));
    Dataset<Row> allocated = allocator.afterwards(kept);
    Column[] columns =
        UnifiedColumns.of(tree.root(), allocated, tree.allocations(), types).toArray(Column[]::new);
    return new Merged(allocated.select(columns), counters);
  }

  private static Dataset<Row> withRequired(Dataset<Row> rows, MergeTree tree) {
    List<Column> found =
        tree.edges().filter(Edge::required).map(edge -> Counters.found(rows, edge)).toList();
    return found.isEmpty() ? rows : rows.filter(JoinKeys.all(found, one -> one));
  }

  private Extracted source(Node node) {
    Extracted source = extracted.get(node.role());
    if (source == null) {
      throw new IllegalArgumentException(
          "Invalid input of the merge: no table for the role " + node.role());
    }
    return source;
  }

  private Dataset<Row> joined(Node node, List<String> key, Counters counters, Allocator allocator) {
    Dataset<Row> read = counters.countRead(source(node).rows(), node, key);
    Shuffle shuffle = Shuffle.of(node.edges().stream().filter(this::isLarge).toList());
    Dataset<Row> rows = shuffle.ofParent(read, node, joinKeys);
    for (Edge edge : inOrder(node.edges(), allocator)) {
      Dataset<Row> child = joined(edge.child(), edge.childColumns(), counters, allocator);
      List<Column> keys = joinKeys.ofParent(rows, node, edge);
      List<Allocation> allocations = allocator.at(edge);
      if (allocations.isEmpty()) {
        rows = join(rows, keys, edge, child, shuffle);
      } else {
        Allocator.Gathered gathered = allocator.gather(rows, keys, allocations);
        Dataset<Row> joined = join(gathered.frame(), gathered.keys(), edge, child, shuffle);
        rows = allocator.spread(gathered, joined, allocations, allocator::joined);
      }
    }
    return counters.countJoined(rows, node);
  }

  /**
   * A parent meets its large children while it is narrow; what is broadcast to it makes it wide
   * afterwards. Its rows are gathered for an allocation in between.
   */
  private List<Edge> inOrder(List<Edge> edges, Allocator allocator) {
    return edges.stream()
        .sorted(
            Comparator.comparing((Edge edge) -> !isLarge(edge))
                .thenComparing(edge -> !allocator.at(edge).isEmpty()))
        .toList();
  }

  private boolean isLarge(Edge edge) {
    return bytes(edge.child()) > broadcastLimit;
  }

  private Dataset<Row> join(
      Dataset<Row> parent, List<Column> leftKeys, Edge edge, Dataset<Row> child, Shuffle shuffle) {
    boolean flat = edge.fold() instanceof Fold.Flatten;
    boolean large = isLarge(edge);
    Dataset<Row> right =
        flat ? child : folder.fold(edge, child, large ? Optional.of(shuffle) : Optional.empty());
    List<Column> rightKeys = flat ? joinKeys.ofChild(right, edge) : foldedKeys(right, edge);
    List<Column> equal = new ArrayList<>();
    for (int i = 0; i < leftKeys.size(); i++) {
      equal.add(leftKeys.get(i).equalTo(rightKeys.get(i)));
    }
    Dataset<Row> hinted = large ? right.hint("shuffle_hash") : broadcast(right);
    return parent.join(hinted, JoinKeys.all(equal, one -> one), "left");
  }

  private static List<Column> foldedKeys(Dataset<Row> folded, Edge edge) {
    List<Column> keys = new ArrayList<>();
    for (int i = 0; i < edge.keys().size(); i++) {
      keys.add(column(folded, FrameNames.key(edge.child(), i)));
    }
    return keys;
  }

  /** The size of a child with everything below it: that is what a broadcast would send. */
  private long bytes(Node node) {
    return node.walk().mapToLong(one -> source(one).bytes()).sum();
  }
}
