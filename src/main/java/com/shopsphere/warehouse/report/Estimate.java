package com.shopsphere.warehouse.report;

import com.shopsphere.warehouse.report.PlanDocument.TreeNode;
import java.util.Locale;

/** The server's estimates in words. */
final class Estimate {

  private Estimate() {}

  /** {@code ~1,000,000 rows}. */
  static String rows(TreeNode node) {
    Long rows = node.estimatedRows();
    return rows == null ? "rows not estimated" : number(node) + " rows";
  }

  /** {@code ~1,000,000}; a question mark where there is none. */
  static String number(TreeNode node) {
    Long rows = node.estimatedRows();
    return rows == null ? "?" : String.format(Locale.ROOT, "~%,d", rows);
  }
}
