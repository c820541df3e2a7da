package com.shopsphere.warehouse.load;

import com.shopsphere.warehouse.catalog.ForeignKey;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.catalog.UniqueKey;
import com.shopsphere.warehouse.plan.Edge;
import com.shopsphere.warehouse.plan.Fold;
import com.shopsphere.warehouse.plan.LandedTable;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.plan.PlannedColumn;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * For which columns Parquet's writer should not look for repeated values. It hashes every value of
 * a column until it gives up; for keys of large tables that is most of the cost of writing them,
 * and in vain.
 */
public final class DictionaryEncoding {

  private static final String DISABLED = "parquet.enable.dictionary#";

  /** Below this many rows, even all keys of a table make a small dictionary. */
  private static final long LARGE_TABLE = 10_000;

  private DictionaryEncoding() {}

  /**
   * Options of Spark's Parquet writer.
   *
   * @param rows number of rows of a table
   */
  public static Map<String, String> options(MergeTree tree, ToLongFunction<Table> rows) {
    Map<String, String> options = new TreeMap<>();
    gather(tree.root(), "", rows, options);
    return options;
  }

  /**
   * The same for a table that is landed.
   *
   * @param rows number of rows of a table
   */
  public static Map<String, String> options(LandedTable landed, ToLongFunction<Table> rows) {
    Map<String, String> options = new TreeMap<>();
    gather(landed.node(), "", rows, options);
    return options;
  }

  private static void gather(
      Node node, String path, ToLongFunction<Table> rows, Map<String, String> options) {
    if (rows.applyAsLong(node.table()) >= LARGE_TABLE) {
      Set<String> keys = keyColumns(node.table());
      for (PlannedColumn planned : node.columns()) {
        if (keys.contains(planned.column().name())) {
          planned.output().ifPresent(name -> options.put(DISABLED + path + name, "false"));
        }
      }
    }
    for (Edge edge : node.edges()) {
      String below =
          edge.fold() instanceof Fold.Nest nest ? path + nest.column() + ".list.element." : path;
      gather(edge.child(), below, rows, options);
    }
  }

  private static Set<String> keyColumns(Table table) {
    Set<String> columns = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    table.uniqueKeys().stream().map(UniqueKey::columns).forEach(columns::addAll);
    table.foreignKeys().stream().map(ForeignKey::columns).forEach(columns::addAll);
    return columns;
  }
}
