package com.shopsphere.warehouse.verify;

import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.catalog.Sql;
import com.shopsphere.warehouse.merge.Figures;
import com.shopsphere.warehouse.merge.GrainColumns;
import com.shopsphere.warehouse.plan.LandedTable;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes the figures of a table from MySQL itself, in one query. */
public final class SourceFigures {

  private final MySqlSource source;

  public SourceFigures(MySqlSource source) {
    this.source = source;
  }

  /**
   * Counts and sums the grain table; its key makes each row a distinct, non-null key.
   *
   * @throws com.shopsphere.warehouse.failure.SourceException if the table cannot be read
   */
  public Figures of(Connection connection, MergeTree tree) {
    return of(connection, tree.root());
  }

  /**
   * Counts and sums a table that is landed.
   *
   * @throws com.shopsphere.warehouse.failure.SourceException if the table cannot be read
   */
  public Figures of(Connection connection, LandedTable landed) {
    return of(connection, landed.node());
  }

  private Figures of(Connection connection, Node node) {
    SortedMap<String, Column> summed = exact(node);
    String table = node.table().name();
    List<String> expressions = new ArrayList<>(List.of("COUNT(*)"));
    summed.values().forEach(c -> expressions.add("SUM(%s)".formatted(Sql.quote(c.name()))));
    String sql = "SELECT %s FROM %s".formatted(String.join(", ", expressions), Sql.quote(table));
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      long rows = row.getLong(1);
      return new Figures(rows, 0, sums(row, summed));
    } catch (SQLException failed) {
      throw source.failure("count the table " + table, failed);
    }
  }

  /** The server's sum of approximate numbers depends on their order, and proves nothing. */
  private static SortedMap<String, Column> exact(Node node) {
    SortedMap<String, Column> exact = new TreeMap<>(GrainColumns.numeric(node));
    exact.values().removeIf(column -> !GrainColumns.exact(column));
    return exact;
  }

  private static SortedMap<String, BigDecimal> sums(ResultSet row, Map<String, Column> summed)
      throws SQLException {
    SortedMap<String, BigDecimal> sums = new TreeMap<>();
    int position = 2;
    for (Map.Entry<String, Column> column : summed.entrySet()) {
      BigDecimal sum = row.getBigDecimal(position++);
      sums.put(column.getKey(), scaled(sum, column.getValue()));
    }
    return sums;
  }

  /** A sum over no value is 0 here, as it is on the other side. */
  private static BigDecimal scaled(@Nullable BigDecimal sum, Column column) {
    return (sum == null ? BigDecimal.ZERO : sum).setScale(column.scale());
  }
}
