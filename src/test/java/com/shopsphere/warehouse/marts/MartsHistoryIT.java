package com.shopsphere.warehouse.marts;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.Rows;
import com.shopsphere.warehouse.testing.Shop;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * What becomes of marts when the source changes between two runs of the job. The oldest order of
 * several lines stands for all that is older than an incremental build looks back.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class MartsHistoryIT {

  private static final String OLDEST_ORDER =
      """
      SELECT o.orderID, o.customerID FROM `order` o JOIN order_item i ON i.orderID = o.orderID
      WHERE o.customerID IS NOT NULL AND o.timestamp IS NOT NULL
      GROUP BY o.orderID, o.customerID, o.timestamp HAVING COUNT(*) >= 3
      ORDER BY o.timestamp, o.orderID LIMIT 1""";

  private static Shop shop;
  private static Marts marts;
  private static Figures before;
  private static Figures after;

  private static String order;
  private static String customer;
  private static String moreOrdered;
  private static String cancelled;
  private static String dearer;

  @BeforeAll
  static void changeTheSourceAndBuildAnew() throws Exception {
    MartShop built = BuiltMarts.fifteenTables().ready();
    shop = built.shop();
    marts = built.marts();
    before = Figures.ofSource(shop);
    List<String> oldest = texts(OLDEST_ORDER);
    order = oldest.get(0);
    customer = oldest.get(1);
    List<String> products =
        texts("SELECT SKU FROM order_item WHERE orderID = '%s' ORDER BY SKU".formatted(order));
    moreOrdered = products.get(0);
    cancelled = products.get(1);
    dearer = products.get(2);
    change();
    built.publish().build();
    after = Figures.ofSource(shop);
  }

  /** One order comes in before the run that shows the change, the other one after it. */
  private static void change() throws SQLException {
    shop.execute(
        "SET time_zone = '+00:00'",
        "UPDATE order_item SET quantity = quantity + 5 WHERE orderID = '%s' AND SKU = '%s'"
            .formatted(order, moreOrdered),
        "DELETE FROM order_item WHERE orderID = '%s' AND SKU = '%s'".formatted(order, cancelled),
        "UPDATE `order` SET total_amount = total_amount + 12.34 WHERE orderID = '%s'"
            .formatted(order),
        "UPDATE customer SET email = 'moved@shop.example' WHERE customerID = '%s'"
            .formatted(customer),
        "UPDATE product SET price = price + 1 WHERE SKU = '%s'".formatted(dearer),
        """
        INSERT INTO `order` (orderID, customerID, total_amount, timestamp) VALUES
          ('placed-before', '%1$s', 20.00, UTC_TIMESTAMP()),
          ('placed-after', '%1$s', 30.00, UTC_TIMESTAMP() + INTERVAL 1 HOUR)"""
            .formatted(customer),
        """
        INSERT INTO order_item (orderID, SKU, quantity) VALUES
          ('placed-before', '%1$s', 2), ('placed-after', '%1$s', 3)"""
            .formatted(dearer));
  }

  /** All values of a query's rows, one after another. */
  private static List<String> texts(String sql) throws SQLException {
    try (Connection connection = shop.server().connect(shop.database());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          texts.add(rows.getString(i));
        }
      }
      return texts;
    }
  }

  @Test
  void everyFactAddsUpToTheChangedSource() throws SQLException {
    assertThat(after).isNotEqualTo(before);
    assertThat(after.lines()).isEqualTo(before.lines() - 1 + 2);
    assertThat(Figures.ofFacts(marts))
        .hasSize(4)
        .allSatisfy((fact, figures) -> assertThat(figures).as(fact).isEqualTo(after));
  }

  @Test
  void aLineOfAnOldOrderIsMergedAndOneThatIsGoneIsDeleted() throws SQLException {
    String lines = "SELECT %s AS sku, quantity AS quantity FROM %s WHERE %s = '" + order + "'";
    List<String> source;
    try (Connection connection = shop.server().connect(shop.database())) {
      source = Rows.of(connection, lines.formatted("SKU", "order_item", "orderID"));
    }

    assertThat(source).isNotEmpty().noneMatch(line -> line.contains(cancelled));
    assertThat(
            marts.rows(
                lines
                    .formatted("sku", "fct_order_line", "order_id")
                    .replace("quantity AS", "CAST(quantity AS INT) AS")))
        .isEqualTo(source);
  }

  @Test
  void theSharesOfAnOldOrderAddUpToItsNewTotal() throws SQLException {
    String total =
        texts("SELECT total_amount FROM `order` WHERE orderID = '%s'".formatted(order)).get(0);

    assertThat(
            marts.rows(
                """
                SELECT CAST(sum(allocated_amount) AS DECIMAL(18, 2)) AS shares,
                  max(order_level_total_amount) AS total
                FROM fct_order_line WHERE order_id = '%s'"""
                    .formatted(order)))
        .containsExactly("shares=%1$s | total=%1$s".formatted(total));
  }

  @Test
  void theVersionsOfACustomerFollowEachOther() throws SQLException {
    assertThat(
            marts.rows(
                """
                SELECT version, email = 'moved@shop.example' AS moved, is_current,
                  valid_to IS NOT DISTINCT FROM lead(valid_from) OVER (ORDER BY version) AS followed
                FROM dim_customer WHERE customer_id = '%s'"""
                    .formatted(customer)))
        .containsExactly(
            "version=1 | moved=false | is_current=false | followed=true",
            "version=2 | moved=true | is_current=true | followed=true");
  }

  @Test
  void theVersionsOfAProductFollowEachOtherFromTheInstantOfTheRunThatShowedThem()
      throws SQLException {
    assertThat(
            marts.rows(
                """
                SELECT version, list_price - min(list_price) OVER () AS dearer, is_current,
                  coalesce(valid_to, valid_from) = snapshot_at AS bounded
                FROM dim_product CROSS JOIN stg_shopsphere__manifest WHERE sku = '%s'"""
                    .formatted(dearer)))
        .containsExactly(
            "version=1 | dearer=0.00 | is_current=false | bounded=true",
            "version=2 | dearer=1.00 | is_current=true | bounded=true");
  }

  @Test
  void aFactKeepsTheVersionsThatHeldWhenItWasOrdered() throws SQLException {
    for (String fact : List.of("fct_order_line", "fct_product_sale")) {
      assertThat(
              marts.rows(
                  """
                  SELECT order_id, c.version AS customer, p.version AS product FROM %s f
                  JOIN dim_customer c ON c.customer_key = f.customer_key
                  JOIN dim_product p ON p.product_key = f.product_key
                  WHERE f.sku = '%s' AND order_id IN ('%s', 'placed-before', 'placed-after')"""
                      .formatted(fact, dearer, order)))
          .as(fact)
          .containsExactlyInAnyOrder(
              "order_id='%s' | customer=1 | product=1".formatted(order),
              "order_id='placed-before' | customer=1 | product=1",
              "order_id='placed-after' | customer=2 | product=2");
    }
  }

  @Test
  void noVersionCameOfWhatDidNotChange() throws SQLException {
    for (String dimension : List.of("dim_customer", "dim_product")) {
      assertThat(marts.rows("SELECT count(*) AS n FROM %s WHERE version > 1".formatted(dimension)))
          .as(dimension)
          .containsExactly("n=1");
    }
  }
}
