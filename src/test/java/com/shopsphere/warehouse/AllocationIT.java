package com.shopsphere.warehouse;

import static com.shopsphere.warehouse.testing.CapturedLog.capture;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.demo.Shape;
import com.shopsphere.warehouse.testing.Rows;
import com.shopsphere.warehouse.testing.SchemaRun;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.Shop;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Amounts of orders spread over their lines, cent by cent. */
class AllocationIT {

  /**
   * The largest remainder in SQL, in whole units of the amount: {@code units}, {@code weight} and
   * {@code total} are whole numbers.
   */
  private static final String SHARES_ON_SERVER =
      """
      WITH weighed AS (
        SELECT l.id, o.id AS purchase, CAST(o.%1$s * %2$d AS DECIMAL(30,0)) AS units,
          COALESCE(CAST(l.quantity * l.unit_price * 100 AS DECIMAL(30,0)), 0) AS raw
        FROM line l LEFT JOIN purchase o ON o.id = l.purchase),
      totalled AS (
        SELECT *, SUM(raw) OVER (PARTITION BY purchase) AS sum_raw,
          COUNT(*) OVER (PARTITION BY purchase) AS n FROM weighed),
      evened AS (
        SELECT id, purchase, units, IF(sum_raw = 0, 1, raw) AS weight,
          IF(sum_raw = 0, n, sum_raw) AS total FROM totalled),
      parted AS (
        SELECT *, FLOOR(units * weight / total) AS part,
          units * weight - total * FLOOR(units * weight / total) AS cut FROM evened),
      ranked AS (
        SELECT *, ROW_NUMBER() OVER (PARTITION BY purchase ORDER BY cut DESC, id) AS place,
          units - SUM(part) OVER (PARTITION BY purchase) AS rest FROM parted)
      SELECT id, CAST(part + (place <= rest) AS DECIMAL(30,0)) AS share FROM ranked""";

  @TempDir private Path directory;

  @Test
  void sharesAddUpToTheirOrderWhateverTheWeights() throws SQLException {
    SchemaRun run =
        SchemaRun.create(
            Servers.mysql(),
            directory,
            "CREATE TABLE purchase (id INT PRIMARY KEY, total DECIMAL(10,2), points INT)",
            """
            CREATE TABLE line (id INT PRIMARY KEY, purchase INT, quantity INT,
              unit_price DECIMAL(8,2), FOREIGN KEY (purchase) REFERENCES purchase (id))""",
            """
            INSERT INTO purchase VALUES (1, 10.00, 10), (2, -10.00, -10), (3, 0.01, 1),
              (4, 100.00, 7), (5, 99999999.99, 2147483647), (6, NULL, NULL), (7, 5.55, 5),
              (8, 0.00, 0), (9, 12.34, 3), (10, -0.05, -2), (11, 77.77, 77)""",
            """
            INSERT INTO line VALUES
              (1, 1, 1, 1.00), (2, 1, 1, 1.00), (3, 1, 1, 1.00),
              (4, 2, 1, 1.00), (5, 2, 1, 1.00), (6, 2, 1, 1.00),
              (7, 3, 5, 2.00), (8, 3, 5, 2.00),
              (9, 4, 0, 2.00), (10, 4, 3, 0.00), (11, 4, NULL, 1.00),
              (12, 5, 1, 0.01), (13, 5, 2000, 999999.99), (14, 5, 7, 3.33),
              (15, 6, 1, 1.00), (16, 6, 2, 1.00),
              (17, 7, 3, 9.99),
              (18, 8, 1, 1.00), (19, 8, 3, 1.00),
              (20, 9, NULL, 4.00), (21, 9, 2, 4.00), (22, 9, 1, NULL), (23, 9, 1, 4.00),
              (24, 10, 1, 1.00), (25, 10, 1, 1.00), (26, 10, 1, 2.00),
              (27, NULL, 1, 1.00), (28, NULL, 2, 1.00)""");

    run.publish(
        """
        grain = line, allocate = [
          { amount = purchase.total, by = "quantity * unit_price" }
          { amount = purchase.points, by = "quantity * unit_price" } ]""");

    assertThat(
            run.difference(
                "SELECT id, CAST(purchase_total_allocated * 100 AS DECIMAL(30,0)) AS share FROM unified",
                SHARES_ON_SERVER.formatted("total", 100)))
        .isEmpty();
    assertThat(
            run.difference(
                "SELECT id, purchase_points_allocated AS share FROM unified",
                SHARES_ON_SERVER.formatted("points", 1)))
        .isEmpty();
    assertThat(
            run.difference(
                """
                SELECT purchase, sum(purchase_total_allocated) AS total,
                  sum(purchase_points_allocated) AS points FROM unified
                WHERE purchase IS NOT NULL GROUP BY purchase""",
                """
                SELECT id AS purchase, total, points FROM purchase p
                WHERE EXISTS (SELECT 1 FROM line l WHERE l.purchase = p.id)"""))
        .isEmpty();
    assertThat(
            run.difference(
                "SELECT id, purchase_level_total, purchase_level_points FROM unified",
                """
                SELECT l.id, p.total AS purchase_level_total, p.points AS purchase_level_points
                FROM line l LEFT JOIN purchase p ON p.id = l.purchase"""))
        .isEmpty();
  }

  @Test
  void theTotalsOfThreeThousandLinesAddUpOrderByOrder() throws SQLException {
    Shop shop = Shop.create(Servers.mysql(), Shape.FIFTEEN_TABLES, 3);
    try (var log = capture()) {
      int exitCode =
          WarehouseJobRunner.run(
              shop.environment(),
              "run",
              "--config",
              "conf/shopsphere.conf",
              "--set",
              "source.rows-per-split=1000",
              "--set",
              "target.parquet.path=" + directory);
      assertThat(exitCode).as(() -> String.join("\n", log.lines())).isZero();
    }
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Connection source = shop.server().connect(shop.database())) {
      String unified = "read_parquet('%s')".formatted(directory.resolve("order_line.parquet"));
      assertThat(
              Rows.firstDifference(
                  Rows.of(
                      duckdb,
                      """
                      SELECT order_id, sum(order_total_amount_allocated) AS total,
                        max(order_level_total_amount) AS level FROM %s GROUP BY order_id"""
                          .formatted(unified)),
                  Rows.of(
                      source,
                      """
                      SELECT orderID AS order_id, total_amount AS total, total_amount AS level
                      FROM `order` o
                      WHERE EXISTS (SELECT 1 FROM order_item i WHERE i.orderID = o.orderID)""")))
          .isEmpty();
    }
  }
}
