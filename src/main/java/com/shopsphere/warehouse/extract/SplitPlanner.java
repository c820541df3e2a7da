package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.catalog.Sql;
import com.shopsphere.warehouse.catalog.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Cuts tables into ranges of about equally many rows by walking an index on the server. Order and
 * comparison are the server's, so any type and collation will do; gaps and skew in the keys do not
 * matter.
 */
public final class SplitPlanner {

  private final MySqlSource source;
  private final SplitSize size;

  public SplitPlanner(MySqlSource source, SplitSize size) {
    this.source = source;
    this.size = size;
  }

  /**
   * Takes the bounds of a table's splits, and counts its rows.
   *
   * <p>The splits hold each row once, whatever is inserted later. They are equally large, the last
   * one apart, if the key is unique and nothing is written meanwhile; rows that are equal in the
   * key are in one split.
   *
   * @param connection in UTC and without strict mode, as those that will read the splits
   * @throws com.shopsphere.warehouse.failure.SourceException if the table cannot be read
   */
  public TableSplits plan(Connection connection, Table table) {
    try (Statement statement = connection.createStatement()) {
      Optional<SplitKey> key = SplitKey.of(table);
      return key.isPresent()
          ? cut(statement, table, key.get())
          : TableSplits.whole(table.name(), SplitWalk.count(statement, Sql.quote(table.name())));
    } catch (SQLException failed) {
      throw source.failure("read the table " + table.name(), failed);
    }
  }

  private TableSplits cut(Statement statement, Table table, SplitKey key) throws SQLException {
    int rows = size.rows(table.estimatedRows());
    SplitWalk walk = new SplitWalk(statement, table.name(), key, rows);
    List<SplitBound> bounds = walk.bounds();
    long counted = walk.count(bounds);
    if (bounds.isEmpty()) {
      return TableSplits.whole(table.name(), counted);
    }
    List<String> predicates = new SplitPredicates(key).of(bounds);
    return new TableSplits(table.name(), counted, key.columnNames(), key.unique(), predicates);
  }
}
