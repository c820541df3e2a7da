package com.shopsphere.warehouse.extract;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import com.shopsphere.warehouse.catalog.Sql;
import com.shopsphere.warehouse.config.ReadLimits;
import java.util.List;

/**
 * All that is known of the read of a table, in the driver.
 *
 * @param columns that may be asked for
 * @param rowKey columns of the table that name a row in messages; empty if it has no key
 * @param limits of one reader
 */
record TableRead(
    String table,
    List<ScanColumn> columns,
    TableSplits splits,
    List<String> rowKey,
    Lender lender,
    ReadLimits limits,
    ReadCounters counters) {

  /** Selected where only the number of rows is wanted. */
  private static final String NOTHING = "''";

  TableRead {
    requireNonNull(table, "table");
    columns = List.copyOf(columns);
    requireNonNull(splits, "splits");
    rowKey = List.copyOf(rowKey);
    requireNonNull(lender, "lender");
    requireNonNull(limits, "limits");
    requireNonNull(counters, "counters");
  }

  /** The query for some of the columns and all rows. */
  String select(List<ScanColumn> wanted) {
    String expressions =
        wanted.stream().map(column -> column.mapped().expression()).collect(joining(", "));
    return "SELECT %s FROM %s"
        .formatted(wanted.isEmpty() ? NOTHING : expressions, Sql.quote(table));
  }

  /**
   * The same for the rows of one split.
   *
   * <p>If a key tells rows apart they come in its order, so that a read that breaks off can be
   * resumed. The split is a range of that key, which MySQL reads in its order anyway.
   */
  String select(List<ScanColumn> wanted, String predicate, List<String> conditions) {
    StringBuilder sql = new StringBuilder(select(wanted)).append(" WHERE (").append(predicate);
    sql.append(')');
    conditions.forEach(condition -> sql.append(" AND ").append(condition));
    if (resumable()) {
      sql.append(splits.key().stream().map(Sql::quote).collect(joining(", ", " ORDER BY ", "")));
    }
    return sql.toString();
  }

  /** Whether a second read of a split gives the same rows in the same order. */
  boolean resumable() {
    return splits.unique() && !splits.key().isEmpty();
  }
}
