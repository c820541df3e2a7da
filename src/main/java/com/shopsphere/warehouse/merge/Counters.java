package com.shopsphere.warehouse.merge;

import static com.shopsphere.warehouse.merge.FrameNames.column;
import static com.shopsphere.warehouse.merge.FrameNames.source;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import com.shopsphere.warehouse.plan.Allocation;
import com.shopsphere.warehouse.plan.Edge;
import com.shopsphere.warehouse.plan.Fold;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Places counters in a merge and reads what they counted: two for each node, where its rows are
 * read and where all its children are joined to them.
 */
final class Counters {

  private static final String KEPT = "kept";

  private static final int COUNTERS_OF_AN_EDGE = 3;

  private final MergeTree tree;

  Counters(MergeTree tree) {
    this.tree = tree;
  }

  /** Name of an observation that every merge of the tree makes. */
  String last() {
    return read(tree.root());
  }

  private static String read(Node node) {
    return "read " + node.role();
  }

  private static String joined(Node node) {
    return "joined " + node.role();
  }

  /** Counts the rows of a table, and those without the key by which its parent finds them. */
  Dataset<Row> countRead(Dataset<Row> rows, Node node, List<String> arrivalKey) {
    if (node.equals(tree.root())) {
      return observe(rows, read(node), ofGrain(rows));
    }
    return observe(rows, read(node), List.of(count(lit(1)), withoutKey(rows, node, arrivalKey)));
  }

  /** Counts the rows of a table after its children were joined, and what each join met. */
  Dataset<Row> countJoined(Dataset<Row> rows, Node node) {
    if (node.edges().isEmpty()) {
      return rows;
    }
    List<Column> counters = new ArrayList<>(List.of(count(lit(1))));
    for (Edge edge : node.edges()) {
      Column found = found(rows, edge);
      counters.add(withoutKey(rows, node, edge.parentColumns()));
      counters.add(count(when(present(rows, node, edge.parentColumns()).and(not(found)), lit(1))));
      counters.add(coalesce(sum(when(found, met(rows, edge))), lit(0L)));
    }
    return observe(rows, joined(node), counters);
  }

  /** Counts what the merge kept of the grain table, if it drops any row of it. */
  Dataset<Row> countKept(Dataset<Row> rows) {
    return dropsRows() ? observe(rows, KEPT, ofGrain(rows)) : rows;
  }

  private boolean dropsRows() {
    return tree.edges().anyMatch(Edge::required);
  }

  /** Whether a row has met a child: then the child's key, or the number of its rows, is there. */
  static Column found(Dataset<Row> rows, Edge edge) {
    Node child = edge.child();
    return edge.fold() instanceof Fold.Flatten
        ? source(rows, child, edge.childColumns().get(0)).isNotNull()
        : column(rows, FrameNames.rows(child)).isNotNull();
  }

  private static Column met(Dataset<Row> rows, Edge edge) {
    return edge.fold() instanceof Fold.Flatten
        ? lit(1L)
        : column(rows, FrameNames.rows(edge.child()));
  }

  private static Column withoutKey(Dataset<Row> rows, Node node, List<String> key) {
    return count(when(not(present(rows, node, key)), lit(1)));
  }

  private static Column present(Dataset<Row> rows, Node node, List<String> key) {
    return JoinKeys.present(key.stream().map(name -> source(rows, node, name)).toList());
  }

  private List<Column> ofGrain(Dataset<Row> rows) {
    Node root = tree.root();
    List<Column> counters = new ArrayList<>(List.of(count(lit(1))));
    counters.add(withoutKey(rows, root, tree.grain().columns()));
    GrainColumns.numeric(tree)
        .forEach(
            (output, numeric) ->
                counters.add(GrainColumns.sum(numeric, source(rows, root, numeric.name()))));
    return counters;
  }

  private static Dataset<Row> observe(Dataset<Row> rows, String name, List<Column> counters) {
    List<Column> named = new ArrayList<>();
    for (int i = 0; i < counters.size(); i++) {
      named.add(counters.get(i).as("n" + i));
    }
    return rows.observe(name, named.get(0), named.subList(1, named.size()).toArray(Column[]::new));
  }

  /** What was counted. */
  MergeFigures figures(Map<String, Row> observed) {
    List<EdgeFigures> edges = new ArrayList<>();
    for (Node parent : tree.nodes()) {
      for (int i = 0; i < parent.edges().size(); i++) {
        edges.add(edge(observed, parent, i));
      }
    }
    Figures read = grain(row(observed, read(tree.root())));
    Figures kept = dropsRows() ? grain(row(observed, KEPT)) : read;
    return new MergeFigures(read, kept, allocated(observed), edges);
  }

  private SortedMap<String, BigDecimal> allocated(Map<String, Row> observed) {
    SortedMap<String, BigDecimal> allocated = new TreeMap<>();
    for (Allocation allocation : tree.allocations()) {
      Row amounts = row(observed, Allocator.observation(allocation));
      allocated.put(allocation.output(), amounts.getDecimal(0));
    }
    return allocated;
  }

  private EdgeFigures edge(Map<String, Row> observed, Node parent, int position) {
    Edge edge = parent.edges().get(position);
    Row joined = row(observed, joined(parent));
    Row child = row(observed, read(edge.child()));
    int first = 1 + position * COUNTERS_OF_AN_EDGE;
    long withKey = child.getLong(0) - child.getLong(1);
    boolean countable = parent.table().keyProvedBy(edge.parentColumns()).isPresent();
    return new EdgeFigures(
        parent.role(),
        edge.child().role(),
        row(observed, read(parent)).getLong(0),
        joined.getLong(0),
        joined.getLong(first),
        joined.getLong(first + 1),
        child.getLong(0),
        child.getLong(1),
        countable ? OptionalLong.of(withKey - joined.getLong(first + 2)) : OptionalLong.empty());
  }

  private Figures grain(Row row) {
    SortedMap<String, BigDecimal> sums = new TreeMap<>();
    int position = 2;
    for (String output : GrainColumns.numeric(tree).keySet()) {
      sums.put(output, row.getDecimal(position++));
    }
    return new Figures(row.getLong(0), row.getLong(1), sums);
  }

  private static Row row(Map<String, Row> observed, String name) {
    Row row = observed.get(name);
    if (row == null) {
      throw new IllegalStateException("Cannot find the figures of the merge: " + name);
    }
    return row;
  }
}
