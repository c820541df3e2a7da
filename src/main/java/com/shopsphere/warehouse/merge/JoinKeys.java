package com.shopsphere.warehouse.merge;

import static com.shopsphere.warehouse.merge.FrameNames.column;
import static com.shopsphere.warehouse.merge.FrameNames.source;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.rtrim;

import com.shopsphere.warehouse.catalog.Collation;
import com.shopsphere.warehouse.extract.WeighedKeys;
import com.shopsphere.warehouse.plan.Edge;
import com.shopsphere.warehouse.plan.KeyComparison;
import com.shopsphere.warehouse.plan.KeyComparison.Ascii;
import com.shopsphere.warehouse.plan.KeyComparison.ByCollation;
import com.shopsphere.warehouse.plan.KeyComparison.SameButTrailingSpaces;
import com.shopsphere.warehouse.plan.KeyPair;
import com.shopsphere.warehouse.plan.Node;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Expressions over key columns that are equal in Spark exactly where the server takes the columns
 * for equal.
 */
final class JoinKeys {

  private final WeighedKeys weighed;

  JoinKeys(WeighedKeys weighed) {
    this.weighed = weighed;
  }

  /** The keys of an edge on the side of its parent, in the edge's order. */
  List<Column> ofParent(Dataset<Row> rows, Node parent, Edge edge) {
    return edge.keys().stream()
        .map(pair -> comparable(rows, parent, pair.parent(), pair, edge.child()))
        .toList();
  }

  /** The keys of an edge on the side of its child, in the edge's order. */
  List<Column> ofChild(Dataset<Row> rows, Edge edge) {
    return edge.keys().stream()
        .map(pair -> comparable(rows, edge.child(), pair.child(), pair, edge.child()))
        .toList();
  }

  private Column comparable(Dataset<Row> rows, Node node, String name, KeyPair pair, Node child) {
    Column value = source(rows, node, name);
    KeyComparison comparison = pair.comparison();
    if (comparison instanceof SameButTrailingSpaces) {
      return rtrim(value);
    }
    if (comparison instanceof ByCollation by) {
      return weighed.contain(child, pair)
          ? column(rows, new WeighedKeys.Weight(name, by.collation()).name(node.role()))
          : ofAscii(value, by.collation(), by.ascii().orElseThrow());
    }
    return value;
  }

  private static Column ofAscii(Column value, Collation collation, Ascii ascii) {
    Column counted = collation.padSpace() ? rtrim(value) : value;
    return ascii == Ascii.CASE_INSENSITIVE ? lower(counted) : counted;
  }

  /** Whether every key has a value; without one it equals nothing. */
  static Column present(List<Column> keys) {
    return all(keys, Column::isNotNull);
  }

  static Column all(List<Column> keys, Function<Column, Column> condition) {
    return keys.stream().map(condition).reduce(Column::and).orElse(lit(true));
  }
}
