package com.shopsphere.warehouse.extract;

import static java.util.stream.Collectors.joining;

import com.shopsphere.warehouse.catalog.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One walk along an index of a table, from bound to bound. */
final class SplitWalk {

  private final Statement statement;
  private final SplitKey key;
  private final int rowsPerSplit;
  private final SplitPredicates predicates;
  private final String table;
  private final String indexedTable;
  private final String selection;
  private final String order;

  SplitWalk(Statement statement, String table, SplitKey key, int rowsPerSplit) {
    this.statement = statement;
    this.key = key;
    this.rowsPerSplit = rowsPerSplit;
    this.predicates = new SplitPredicates(key);
    this.table = Sql.quote(table);
    // Left to itself, the server may sort the whole table for each bound.
    this.indexedTable = "%s FORCE INDEX (%s)".formatted(this.table, Sql.quote(key.index()));
    this.selection = key.columns().stream().map(KeyColumn::selection).collect(joining(", "));
    this.order = key.columns().stream().map(KeyColumn::quoted).collect(joining(", "));
  }

  /** Where the second split begins, and each further one; none if one split holds all rows. */
  List<SplitBound> bounds() throws SQLException {
    List<SplitBound> bounds = new ArrayList<>();
    Optional<SplitBound> begin = bound("", 0);
    while (begin.isPresent()) {
      // Strictly behind, so that the walk goes on even if more rows than a split has are equal.
      begin = bound("WHERE " + predicates.behind(begin.get()), rowsPerSplit - 1);
      begin.ifPresent(bounds::add);
    }
    return bounds;
  }

  private Optional<SplitBound> bound(String where, int skipped) throws SQLException {
    String sql =
        "SELECT %s FROM %s %s ORDER BY %s LIMIT 1 OFFSET %d"
            .formatted(selection, indexedTable, where, order, skipped);
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? Optional.of(bound(row)) : Optional.empty();
    }
  }

  private SplitBound bound(ResultSet row) throws SQLException {
    List<Optional<String>> literals = new ArrayList<>();
    for (KeyColumn column : key.columns()) {
      literals.add(column.literal(row, literals.size() + 1));
    }
    return new SplitBound(literals);
  }

  /** Rows of the table: what was walked over is known, if no key has several rows. */
  long count(List<SplitBound> bounds) throws SQLException {
    if (!key.unique() || bounds.isEmpty()) {
      return count(statement, table);
    }
    SplitBound last = bounds.get(bounds.size() - 1);
    return (long) rowsPerSplit * bounds.size()
        + count(statement, indexedTable + " WHERE " + predicates.from(last));
  }

  /** Rows of what stands behind FROM. */
  static long count(Statement statement, String from) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + from)) {
      row.next();
      return row.getLong(1);
    }
  }
}
