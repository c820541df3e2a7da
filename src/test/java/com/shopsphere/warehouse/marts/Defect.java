package com.shopsphere.warehouse.marts;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/**
 * Something wrong in marts that were right, and the tests of dbt's that must notice. No test
 * notices two of {@link #ALL}.
 *
 * @param name what is wrong
 * @param statements what makes it so, in DuckDB
 * @param tests names of all tests that fail of it, and of no other
 */
record Defect(String name, List<String> statements, Set<String> tests) {

  static final List<Defect> ALL =
      List.of(
          new Defect(
              "a line is in a fact twice",
              List.of(
                  """
                  INSERT INTO int_order_lines SELECT * FROM int_order_lines
                  WHERE rating_sum > 0 AND allocated_amount > 0 AND line_amount > 0 LIMIT 1"""),
              Set.of(
                  "unique_int_order_lines_order_line_key",
                  "unique_fct_product_sale_order_line_key",
                  "rows_agree_with_manifest_fct_product_sale_",
                  "as_many_rows_as_fct_product_sale_ref_stg_shopsphere__order_lines_",
                  "agrees_with_fct_product_sale_allocated_amount__ref_fct_order_line_",
                  "agrees_with_fct_product_sale_line_amount__ref_fct_order_line_",
                  "agrees_with_fct_product_sale_daily_allocated_amount__ref_fct_product_sale_",
                  "agrees_with_fct_product_sale_daily_line_amount__ref_fct_product_sale_",
                  "agrees_with_fct_product_sale_daily_rating_sum__ref_fct_product_sale_",
                  "agrees_with_manifest_fct_product_sale_sum_of_quantity__quantity",
                  "agrees_with_manifest_fct_product_sale_sum_of_order_total_amount_allocated__allocated_amount")),
          new Defect(
              "a cent is at the line of another order",
              List.of(
                  """
                  UPDATE fct_order_line SET allocated_amount = allocated_amount + 0.01
                  WHERE order_line_key = (SELECT min(order_line_key) FROM fct_order_line)""",
                  """
                  UPDATE fct_order_line SET allocated_amount = allocated_amount - 0.01
                  WHERE order_line_key = (
                    SELECT max(order_line_key) FROM fct_order_line WHERE order_id <> (
                      SELECT arg_min(order_id, order_line_key) FROM fct_order_line))"""),
              Set.of(
                  "adds_up_to_fct_order_line_order_id__allocated_amount__order_level_total_amount")),
          new Defect(
              "an order has a cent more than its total",
              List.of(
                  """
                  UPDATE fct_order SET total_amount = total_amount - 0.01
                  WHERE order_id = (SELECT min(order_id) FROM fct_order)"""),
              Set.of("holds_fct_order_allocated_amount_total_amount")),
          new Defect(
              "a cent of a sum is lost",
              List.of(
                  """
                  UPDATE fct_order SET allocated_amount = allocated_amount - 0.01,
                    total_amount = total_amount - 0.01
                  WHERE order_id = (SELECT max(order_id) FROM fct_order)"""),
              Set.of(
                  "agrees_with_manifest_fct_order_sum_of_order_total_amount_allocated__allocated_amount")),
          new Defect(
              "orders cost another sum than their lines",
              List.of(
                  """
                  UPDATE fct_order SET line_amount = line_amount + 0.01
                  WHERE order_id = (SELECT min(order_id) FROM fct_order)"""),
              Set.of("agrees_with_fct_order_line_amount__ref_fct_order_line_")),
          new Defect(
              "a shipment is missing",
              List.of(
                  """
                  DELETE FROM dim_delivery
                  WHERE delivery_key = (SELECT min(delivery_key) FROM bridge_delivery_carrier
                    WHERE delivery_key IN (SELECT delivery_key FROM fct_order))"""),
              Set.of(
                  "relationships_bridge_delivery_carrier_delivery_key__delivery_key__ref_dim_delivery_",
                  "relationships_fct_order_delivery_key__delivery_key__ref_dim_delivery_",
                  "relationships_fct_order_line_delivery_key__delivery_key__ref_dim_delivery_")),
          new Defect(
              "a fact leads to no supplier",
              List.of(
                  """
                  UPDATE int_order_lines SET supplier_key = NULL
                  WHERE order_line_key = (SELECT min(order_line_key) FROM int_order_lines)"""),
              Set.of("not_null_fct_product_sale_supplier_key")),
          new Defect(
              "a version begins before the last one ends",
              List.of(
                  """
                  INSERT INTO dim_customer
                  SELECT * REPLACE ('overlapping' AS customer_key, version + 1 AS version,
                    TIMESTAMP '2026-01-01' AS valid_from)
                  FROM dim_customer WHERE customer_id IS NOT NULL AND is_current
                  ORDER BY customer_id LIMIT 1"""),
              Set.of("versions_follow_each_other_dim_customer_customer_id")),
          new Defect(
              "a version that holds now has an end",
              List.of(
                  """
                  UPDATE dim_product SET valid_to = TIMESTAMP '2999-01-01'
                  WHERE product_key = (SELECT min(product_key) FROM dim_product
                    WHERE is_current AND sku IS NOT NULL)"""),
              Set.of("versions_follow_each_other_dim_product_sku")),
          new Defect(
              "a day is missing",
              List.of(
                  """
                  DELETE FROM dim_date WHERE date_key = (
                    SELECT min(date_key) FROM dim_date
                    WHERE date_key > (SELECT min(date_key) FROM dim_date WHERE date_key > 0)
                      AND date_key NOT IN (SELECT order_date_key FROM fct_order)
                      AND date_key NOT IN (SELECT review_date_key FROM dim_review))"""),
              Set.of("has_no_gap_dim_date_date_day")),
          new Defect(
              "a product has two rows of a day in one region, and none in another",
              List.of(
                  """
                  UPDATE fct_product_sale_daily SET region_key = (
                    SELECT max(region_key) FROM fct_product_sale_daily)
                  WHERE rowid = (
                    SELECT min(rowid) FROM fct_product_sale_daily
                    WHERE line_count = 0
                      AND region_key < (SELECT max(region_key) FROM fct_product_sale_daily))"""),
              Set.of("is_dense_fct_product_sale_daily_region_key__product_key__order_date_key")),
          new Defect(
              "the unknown product is missing",
              List.of("DELETE FROM dim_product WHERE sku IS NULL"),
              Set.of("has_unknown_member_dim_product_product_key__2")),
          new Defect(
              "a rating has six stars",
              List.of(
                  """
                  UPDATE dim_review SET rating = 6
                  WHERE review_key = (SELECT min(review_key) FROM dim_review)"""),
              Set.of("between_dim_review_rating__5__1")),
          new Defect(
              "a line has the row of its reviews twice",
              List.of("INSERT INTO int_line_reviews SELECT * FROM int_line_reviews LIMIT 1"),
              Set.of("unique_together_int_line_reviews_order_id__sku")),
          new Defect(
              "an order is in a state that there is not",
              List.of(
                  """
                  UPDATE fct_order SET order_state = 'Lost'
                  WHERE order_id = (SELECT min(order_id) FROM fct_order)"""),
              Set.of("accepted_values_fct_order_order_state__Placed__Paid__Shipped")),
          new Defect(
              "two runs are published at once",
              List.of(
                  "ALTER VIEW stg_shopsphere__manifest RENAME TO one_manifest",
                  """
                  CREATE VIEW stg_shopsphere__manifest AS
                  SELECT * FROM one_manifest UNION ALL SELECT * FROM one_manifest"""),
              Set.of("as_many_rows_stg_shopsphere__manifest_1")));

  Defect {
    requireNonNull(name, "name");
    statements = List.copyOf(statements);
    tests = Set.copyOf(tests);
  }

  /** Does the wrong; each statement must change one row or more, or the catalog. */
  void plant(Connection duckdb) throws SQLException {
    try (Statement statement = duckdb.createStatement()) {
      for (String sql : statements) {
        boolean changesRows = !sql.startsWith("ALTER") && !sql.startsWith("CREATE");
        if (statement.executeUpdate(sql) == 0 && changesRows) {
          throw new IllegalStateException("Cannot plant '%s': no row for %s".formatted(name, sql));
        }
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
