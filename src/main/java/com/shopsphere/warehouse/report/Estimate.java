package com.shopsphere.warehouse.report;

import com.shopsphere.warehouse.report.PlanDocument.TreeNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The server's estimates in words. */
final class Estimate {

  private Estimate() {}

  /** {@code ~1,000,000 rows}. */
  static String rows(TreeNode node) {
    return rows(node.estimatedRows());
  }

  /** The same of an estimate, which may be absent. */
  static String rows(@Nullable Long rows) {
    return rows == null ? "rows not estimated" : number(rows) + " rows";
  }

  /** {@code ~1,000,000}; a question mark where there is none. */
  static String number(TreeNode node) {
    Long rows = node.estimatedRows();
    return rows == null ? "?" : number(rows);
  }

  private static String number(long rows) {
    return String.format(Locale.ROOT, "~%,d", rows);
  }
}
