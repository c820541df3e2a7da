package com.shopsphere.warehouse.merge;

import com.shopsphere.warehouse.extract.Extracted;
import com.shopsphere.warehouse.plan.Node;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What columns are called while tables are merged: by their role, and so unlike any other. What the
 * merge adds is marked by #, which stands in no role.
 */
final class FrameNames {

  private FrameNames() {}

  /** A key by which folded rows are joined. */
  static String key(Node node, int position) {
    return node.role() + "#key" + position;
  }

  /** The number of rows that were folded into one; NULL where there was none. */
  static String rows(Node node) {
    return node.role() + "#rows";
  }

  /** What the rows were folded into: an array, or a struct. */
  static String folded(Node node) {
    return node.role() + "#folded";
  }

  static String aggregate(Node node, String output) {
    return node.role() + "#=" + output;
  }

  static String allocated(String output) {
    return "#allocated/" + output;
  }

  /** A column of the source. */
  static Column source(Dataset<Row> rows, Node node, String name) {
    String declared = node.table().column(name).name();
    return column(rows, Extracted.columnName(node.role(), declared));
  }

  static Column column(Dataset<Row> rows, String name) {
    return rows.col(quoted(name));
  }

  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
