package com.shopsphere.warehouse.marts;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.testing.Shop;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is to be the same in the source and in every fact.
 *
 * @param lines order lines
 * @param units sum of their quantities
 * @param revenue sum of the totals of orders that have lines, in the source's currencies
 *     unconverted
 */
record Figures(long lines, BigDecimal units, BigDecimal revenue) {

  private static final Map<String, String> LINES_OF_FACTS =
      Map.of(
          "fct_order_line", "count(*)",
          "fct_order", "coalesce(sum(line_count), 0)",
          "fct_product_sale", "count(*)",
          "fct_product_sale_daily", "coalesce(sum(line_count), 0)");

  Figures {
    requireNonNull(units, "units");
    requireNonNull(revenue, "revenue");
  }

  /** What the operational database itself answers. */
  static Figures ofSource(Shop shop) throws SQLException {
    try (Connection connection = shop.server().connect(shop.database())) {
      return of(
          connection,
          """
          SELECT (SELECT COUNT(*) FROM order_item),
            (SELECT COALESCE(SUM(quantity), 0) FROM order_item),
            (SELECT COALESCE(SUM(total_amount), 0.00) FROM `order` o
              WHERE EXISTS (SELECT 1 FROM order_item i WHERE i.orderID = o.orderID))""");
    }
  }

  /** What each fact adds up to, by its name. */
  static Map<String, Figures> ofFacts(Marts marts) throws SQLException {
    Map<String, Figures> figures = new LinkedHashMap<>();
    try (Connection connection = marts.connect()) {
      for (Map.Entry<String, String> fact : LINES_OF_FACTS.entrySet()) {
        figures.put(
            fact.getKey(),
            of(
                connection,
                """
                SELECT %s, CAST(coalesce(sum(quantity), 0) AS DECIMAL(38, 0)),
                  CAST(coalesce(sum(allocated_amount), 0) AS DECIMAL(38, 2)) FROM %s"""
                    .formatted(fact.getValue(), fact.getKey())));
      }
    }
    return figures;
  }

  private static Figures of(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return new Figures(row.getLong(1), row.getBigDecimal(2), row.getBigDecimal(3));
    }
  }
}
