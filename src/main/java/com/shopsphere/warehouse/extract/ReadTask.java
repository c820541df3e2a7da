package com.shopsphere.warehouse.extract;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.config.ReadLimits;
import java.io.Serializable;
import java.util.List;

/**
 * What the tasks of one scan have in common.
 *
 * @param columns in the order of the query
 * @param rowKey columns of the table that name a row in messages; empty if it has no key
 * @param resumable whether a split that is read again gives the same rows in the same order
 * @param limits of one task
 */
record ReadTask(
    String table,
    List<ScanColumn> columns,
    List<String> rowKey,
    boolean resumable,
    Lender lender,
    ReadLimits limits,
    ReadCounters counters)
    implements Serializable {

  ReadTask {
    requireNonNull(table, "table");
    columns = List.copyOf(columns);
    rowKey = List.copyOf(rowKey);
    requireNonNull(lender, "lender");
    requireNonNull(limits, "limits");
    requireNonNull(counters, "counters");
  }
}
