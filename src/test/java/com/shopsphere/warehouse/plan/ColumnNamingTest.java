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
    "2nd, c_2nd",
    "名前, u540du524d",
    "'--', column",
    "ŁódźStraße, lodz_strasse",
    "æther, aether",
    "straße, strasse",
    "_file_name, file_name",
    "_partitioned, partitioned",
    "ABTest, ab_test",
    "$cash, cash",
  })
  void aNameInSnakeCaseIsLatinLettersDigitsAndUnderscores(String name, String snake) {
    assertThat(ColumnNaming.snake(name)).isEqualTo(snake);
  }

  @ParameterizedTest
  @CsvSource({
    "orderID, orderID",
    "a b, a_b",
    "'Prénom (2)', Prenom__2_",
    "2nd, c_2nd",
    "'', column",
    "_TABLE_x, c__TABLE_x",
    "_file_x, c__file_x",
    "_PARTITIONdate, c__PARTITIONdate",
    "_row_timestamp, c__row_timestamp",
    "__root__x, c___root__x",
    "_colidentifier, c__colidentifier",
    "_change_sequence_number, c__change_sequence_number",
    "_change_type, c__change_type",
    "_change_timestamp, c__change_timestamp",
    "_tables, _tables",
  })
  void aNameAsInTheSourceIsChangedOnlyWhereBigQueryDoesNotTakeIt(String name, String kept) {
    assertThat(ColumnNaming.asInSource(name)).isEqualTo(kept);
  }

  @Test
  void aNameIsNoLongerThanBigQueryTakes() {
    ColumnNaming naming = new ColumnNaming();

    assertThat(naming.claim("sale.a", "a".repeat(300))).isEqualTo("a".repeat(300));
    assertThat(naming.claim("sale.b", "b".repeat(301))).isEqualTo("b".repeat(300));
  }

  @Test
  void namesThatAreAlikeOnceTheyAreCutAreOne() {
    ColumnNaming naming = new ColumnNaming();
    naming.claim("sale.a", "a".repeat(301));

    assertThat(naming.claim("sale.b", "a".repeat(302), "b")).isEqualTo("b");
  }

  @Test
  void namesThatDifferInLetterCaseOnlyAreOne() {
    ColumnNaming naming = new ColumnNaming();
    naming.claim("sale.a", "Name");

    assertThat(naming.claim("sale.b", "NAME", "other")).isEqualTo("other");
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
            "Cannot name the column order.order_id: the name order_id is already that of order.orderID; leave one of them out (merge.leave-out), or change a role (merge.roles).");
  }
}
