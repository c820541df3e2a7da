package com.shopsphere.warehouse.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.failure.PlanException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnNamingTest {

  @ParameterizedTest
  @CsvSource({
    "orderID, order_id",
    "customerID, customer_id",
    "SKU, sku",
    "parent_categoryID, parent_category_id",
    "timestamp, timestamp",
    "HTTPServerName, http_server_name",
    "line2Total, line2_total",
    "'Prénom (2)', prenom_2",
    "' -- odd -- ', odd",
    "a__b, a_b",
    "2nd, _2nd",
    "名前, column",
  })
  void aNameInSnakeCaseIsLatinLettersDigitsAndUnderscores(String name, String snake) {
    assertThat(ColumnNaming.snake(name)).isEqualTo(snake);
  }

  @Test
  void aNameIsNoLongerThanAWarehouseTakes() {
    assertThat(ColumnNaming.snake("a".repeat(400))).isEqualTo("a".repeat(300));
  }

  @ParameterizedTest
  @CsvSource({
    "customer, first, customer_first",
    "product, product_name, product_name",
    "order, timestamp, order_timestamp",
    "order, order_id, order_id",
    "parent_category, category_name, parent_category_name",
    "supplier_email, business_email, supplier_email_business_email",
    "supplier, supplier, supplier",
    "order, orders, order_orders",
    "order_item, item_order_item, order_item_order_item",
  })
  void aRoleBeforeAColumnDoesNotStutter(String role, String column, String name) {
    assertThat(ColumnNaming.prefixed(role, column)).isEqualTo(name);
  }

  @Test
  void takesTheFirstFreeCandidate() {
    ColumnNaming naming = new ColumnNaming();

    assertThat(naming.claim("order.orderID", "order_id")).isEqualTo("order_id");
    assertThat(naming.claim("payment.orderID", "order_id", "payment_order_id"))
        .isEqualTo("payment_order_id");
  }

  @Test
  void namesBothColumnsThatWouldHaveOneName() {
    ColumnNaming naming = new ColumnNaming();
    naming.claim("order.orderID", "order_id");

    assertThatThrownBy(() -> naming.claim("order.order_id", "order_id"))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "Cannot name the column order.order_id: the name order_id is already that of"
                + " order.orderID.");
  }
}
