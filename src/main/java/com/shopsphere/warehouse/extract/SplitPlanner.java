package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.catalog.Sql;
import com.shopsphere.warehouse.catalog.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts tables into ranges of about equally many rows by walking the primary key's index on the
 * server. Order and comparison are the server's, so any type and collation will do; gaps and skew
 * in the keys do not matter.
 */
public final class SplitPlanner {

  private final MySqlSource source;
  private final int rowsPerSplit;

  /**
   * @param rowsPerSplit at least 1
   */
  public SplitPlanner(MySqlSource source, int rowsPerSplit) {
    this.source = source;
    this.rowsPerSplit = rowsPerSplit;
  }

  /**
   * Counts a table and takes the bounds of its splits.
   *
   * @throws com.shopsphere.warehouse.failure.SourceException if the table cannot be read
   */
  public TableSplits plan(Connection connection, Table table) {
    try (Statement statement = connection.createStatement()) {
      long rows = count(statement, table);
      Optional<SplitKey> key = SplitKey.of(table).filter(found -> rows > rowsPerSplit);
      List<String> bounds = key.isPresent() ? bounds(statement, table, key.get()) : List.of();
      return new TableSplits(table.name(), rows, key.map(SplitKey::column), bounds);
    } catch (SQLException failed) {
      throw source.failure("read the table " + table.name(), failed);
    }
  }

  private static long count(Statement statement, Table table) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("SELECT COUNT(*) FROM " + Sql.quote(table.name()))) {
      row.next();
      return row.getLong(1);
    }
  }

  private List<String> bounds(Statement statement, Table table, SplitKey key) throws SQLException {
    List<String> bounds = new ArrayList<>();
    Optional<String> bound = next(statement, table, key, Optional.empty());
    while (bound.isPresent()) {
      bounds.add(bound.get());
      bound = next(statement, table, key, bound);
    }
    return bounds;
  }

  /**
   * The key that stands one split's rows behind the last bound. It is greater than that bound even
   * if one key has more rows than a split.
   */
  private Optional<String> next(
      Statement statement, Table table, SplitKey key, Optional<String> last) throws SQLException {
    String column = Sql.quote(key.column());
    String behind = last.map(bound -> "WHERE %s > %s".formatted(column, bound)).orElse("");
    String sql =
        "SELECT %s FROM %s %s ORDER BY %s LIMIT 1 OFFSET %d"
            .formatted(column, Sql.quote(table.name()), behind, column, rowsPerSplit - 1);
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? Optional.of(key.literal().read(row)) : Optional.empty();
    }
  }
}
