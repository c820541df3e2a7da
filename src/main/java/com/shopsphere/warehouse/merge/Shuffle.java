package com.shopsphere.warehouse.merge;

import com.shopsphere.warehouse.plan.Edge;
import com.shopsphere.warehouse.plan.KeyPair;
import com.shopsphere.warehouse.plan.Node;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The key by which the rows of a node and of its large children are distributed, so that joins by
 * that key, or by more columns than those, find their rows in one place. Left to itself, Spark
 * would distribute rows by all columns of each join, and move them for each.
 *
 * @param key of the edge with the fewest columns among those whose children are not broadcast
 */
record Shuffle(Optional<Edge> key) {

  /**
   * @param large edges whose children are not broadcast
   */
  static Shuffle of(List<Edge> large) {
    return new Shuffle(large.stream().min(Comparator.comparingInt(edge -> edge.keys().size())));
  }

  /** The rows of the node, each key in one partition. */
  Dataset<Row> ofParent(Dataset<Row> rows, Node parent, JoinKeys joinKeys) {
    return key.map(edge -> rows.repartition(columns(joinKeys.ofParent(rows, parent, edge))))
        .orElse(rows);
  }

  /** The keys of an edge by which its child is distributed, to lie where its parent lies. */
  List<Column> ofChild(Edge edge, List<Column> childKeys) {
    List<String> parents = key.map(Edge::parentColumns).orElse(List.of());
    List<Integer> positions =
        parents.stream().flatMapToInt(column -> position(edge, column)).boxed().toList();
    return positions.size() == parents.size()
        ? positions.stream().map(childKeys::get).toList()
        : childKeys;
  }

  private static IntStream position(Edge edge, String parentColumn) {
    List<KeyPair> keys = edge.keys();
    return IntStream.range(0, keys.size())
        .filter(i -> keys.get(i).parent().equals(parentColumn))
        .limit(1);
  }

  static Column[] columns(List<Column> keys) {
    return keys.toArray(Column[]::new);
  }
}
