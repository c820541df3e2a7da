package com.shopsphere.warehouse.marts;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.Rows;
import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** The metrics that dbt's semantic layer defines, as MetricFlow answers them. */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class MartsMetricsIT {

  @TempDir private Path directory;

  @Test
  void everyMetricIsWhatTheFactsAddUpTo() throws Exception {
    Marts marts = marts();
    String metrics =
        "revenue,units,orders,average_order_value,rating_count,rating_sum,average_rating";

    Outcome outcome =
        marts.run(
            "metrics",
            "query",
            "--metrics",
            metrics,
            "--group-by",
            "region__region_name",
            "--csv",
            "found.csv");

    assertThat(outcome.exitCode()).as(outcome::output).isZero();
    try (Connection duckdb = marts.connect()) {
      String found =
          """
          SELECT * REPLACE (round(average_order_value, 6) AS average_order_value,
            round(average_rating, 6) AS average_rating)
          FROM (SELECT region__region_name, CAST(revenue AS DECIMAL(18, 2)) AS revenue,
            units, orders, average_order_value, rating_count, rating_sum, average_rating
            FROM read_csv('%s'))"""
              .formatted(marts.directory().resolve("found.csv"));
      String expected =
          """
          WITH sales AS (
            SELECT region_key, sum(allocated_amount) AS revenue, sum(quantity) AS units
            FROM fct_order_line GROUP BY region_key),
          orders AS (SELECT region_key, count(*) AS orders FROM fct_order GROUP BY region_key),
          ratings AS (
            SELECT region_key, sum(rating_count) AS rating_count, sum(rating_sum) AS rating_sum
            FROM fct_product_sale GROUP BY region_key)
          SELECT region_name AS region__region_name, CAST(revenue AS DECIMAL(18, 2)) AS revenue,
            CAST(units AS BIGINT) AS units, orders,
            round(CAST(revenue AS DOUBLE) / orders, 6) AS average_order_value,
            CAST(rating_count AS BIGINT) AS rating_count, CAST(rating_sum AS BIGINT) AS rating_sum,
            round(rating_sum / rating_count, 6) AS average_rating
          FROM sales JOIN orders USING (region_key) JOIN ratings USING (region_key)
            JOIN dim_region USING (region_key)""";
      assertThat(Rows.of(duckdb, expected)).hasSizeGreaterThan(5);
      assertThat(Rows.of(duckdb, "FROM (%s) EXCEPT ALL FROM (%s)".formatted(found, expected)))
          .isEmpty();
      assertThat(Rows.of(duckdb, "FROM (%s) EXCEPT ALL FROM (%s)".formatted(expected, found)))
          .isEmpty();
    }
  }

  @Test
  void theSavedQueryGivesTheOrderVolumeOfEachDay() throws Exception {
    Marts marts = marts();
    Path file = marts.directory().resolve("days.csv");

    Outcome outcome =
        marts.run(
            "metrics", "query", "--saved-query", "sales_by_day_and_region", "--csv", "days.csv");

    assertThat(outcome.exitCode()).as(outcome::output).isZero();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      assertThat(
              Rows.of(
                  duckdb,
                  "SELECT sum(orders)::BIGINT AS orders FROM read_csv('%s')".formatted(file)))
          .isEqualTo(marts.rows("SELECT count(*) AS orders FROM fct_order"));
    }
  }

  private Marts marts() throws Exception {
    return BuiltMarts.fifteenTables().ready().marts().copiedTo(directory.resolve("marts"));
  }
}
