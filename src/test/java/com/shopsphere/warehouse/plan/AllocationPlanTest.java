package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.plan.Plans.assertRefused;
import static com.shopsphere.warehouse.plan.Plans.keyed;
import static com.shopsphere.warehouse.plan.Plans.manyOf;
import static com.shopsphere.warehouse.plan.Plans.plan;
import static com.shopsphere.warehouse.testing.MergeConfigs.grain;
import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.Product;
import com.shopsphere.warehouse.testing.Outputs;
import com.shopsphere.warehouse.testing.TableBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amounts of a table above the grain, spread over the rows. */
class AllocationPlanTest {

  private static final TableBuilder LINE =
      keyed("line")
          .column("order_id", "int")
          .column("quantity", "int")
          .column("price", "decimal(10,2)")
          .column("label", "text")
          .reference("fk", "order_id", "order", "id");
  private static final TableBuilder ORDER =
      keyed("order")
          .column("totalAmount", "decimal(10,2)")
          .column("fee", "float")
          .column("points", "int");

  @Test
  void theShareStandsBesideTheAmountWhichIsNamedByItsLevel() {
    MergeTree tree =
        plan(grain("line").allocate("order.TOTALAmount", "quantity * Price"), LINE, ORDER);

    assertThat(Outputs.of(tree))
        .containsExactly(
            "id",
            "order_id",
            "quantity",
            "price",
            "label",
            "order_level_total_amount",
            "order_total_amount_allocated",
            "order_fee",
            "order_points");
    assertThat(tree.allocations())
        .containsExactly(
            new Allocation(
                "order",
                "totalAmount",
                Product.parse("quantity * Price"),
                "order_total_amount_allocated"));
  }

  @Test
  void weightsAreReadThoughTheyAreLeftOut() {
    MergeTree tree =
        plan(
            grain("line").allocate("order.points", "quantity").leaveOut("line", "quantity"),
            LINE,
            ORDER);

    assertThat(tree.root().column("quantity").orElseThrow().output()).isEmpty();
    assertThat(Outputs.of(tree)).doesNotContain("quantity").contains("order_points_allocated");
  }

  @Test
  void severalAmountsAreSpread() {
    MergeTree tree =
        plan(
            grain("line").allocate("order.points", "quantity").allocate("order.totalAmount", "id"),
            LINE,
            ORDER);

    assertThat(tree.allocations())
        .extracting(Allocation::output)
        .containsExactly("order_total_amount_allocated", "order_points_allocated");
  }

  @Test
  void anAmountThatDoesNotAppearIsNotAllocated() {
    String message =
        "Cannot allocate 'order.%s' (merge.allocate[].amount): expected a column of the unified table, once; found one that is left out (merge.leave-out), joins its table, or is allocated twice.";

    assertRefused(
            grain("line").allocate("order.points", "quantity").leaveOut("order", "points"),
            LINE,
            ORDER)
        .hasMessage(message.formatted("points"));
    assertRefused(
            grain("line").allocate("order.points", "quantity").allocate("order.id", "quantity"),
            LINE,
            ORDER)
        .hasMessage(message.formatted("id"));
    assertRefused(
            grain("line").allocate("order.points", "quantity").allocate("order.POINTS", "price"),
            LINE,
            ORDER)
        .hasMessage(message.formatted("POINTS"));
  }

  @Test
  void anAmountIsOfATableAboveTheGrain() {
    assertRefused(grain("line").allocate("ordr.points", "quantity"), LINE, ORDER)
        .hasMessage(
            "Cannot allocate 'ordr.points' (merge.allocate[].amount): expected a role that is flattened beside the grain table; did you mean 'order'?");
    assertRefused(grain("line").allocate("line.price", "quantity"), LINE, ORDER)
        .hasMessage(
            "Cannot allocate 'line.price' (merge.allocate[].amount): expected a role that is flattened beside the grain table.");
    assertRefused(
            grain("line").allocate("note.points", "quantity").nest("note"),
            LINE,
            ORDER,
            manyOf("line", "note").column("points", "int"))
        .hasMessage(
            "Cannot allocate 'note.points' (merge.allocate[].amount): expected a role that is flattened beside the grain table.");
  }

  @Test
  void amountAndWeightsExist() {
    assertRefused(grain("line").allocate("order.point", "quantity"), LINE, ORDER)
        .hasMessage(
            "Cannot find the column 'point' (merge.allocate[].amount) in table 'order'; did you mean 'points'?");
    assertRefused(grain("line").allocate("order.points", "quantity * prize"), LINE, ORDER)
        .hasMessage(
            "Cannot find the column 'prize' (merge.allocate[].by) in table 'line'; did you mean 'price'?");
  }

  @Test
  void amountAndWeightsAreExactNumbers() {
    assertRefused(grain("line").allocate("order.fee", "quantity"), LINE, ORDER)
        .hasMessage(
            "Cannot allocate with 'order.fee' (merge.allocate[].amount): expected a whole or decimal number, found float.");
    assertRefused(grain("line").allocate("order.points", "label"), LINE, ORDER)
        .hasMessage(
            "Cannot allocate with 'line.label' (merge.allocate[].by): expected a whole or decimal number, found text.");
  }

  @Test
  void aWeightIsExact() {
    assertRefused(
            grain("line").allocate("order.points", "price * price * price * price"), LINE, ORDER)
        .hasMessage(
            "Cannot allocate by 'price * price * price * price' (merge.allocate[].by): expected a product of at most 38 digits, found one that may have more.");
  }

  @Test
  void theNameOfAShareMayNotClash() {
    assertRefused(
            grain("line").allocate("order.points", "quantity"),
            keyed("line")
                .column("order_id", "int")
                .column("quantity", "int")
                .column("order_points_allocated", "int")
                .reference("fk", "order_id", "order", "id"),
            ORDER)
        .hasMessage(
            "Cannot name the column the share of order.points: the name order_points_allocated is already that of line.order_points_allocated; leave one of them out (merge.leave-out), or change a role (merge.roles).");
  }

  @ParameterizedTest
  @CsvSource({
    "tiny, 3, 0",
    "small, 5, 0",
    "medium, 8, 0",
    "whole, 10, 0",
    "big, 20, 0",
    "money, 12, 2",
    "tiny * small, 9, 0",
    "money * money, 25, 4",
    "big * big, , ",
    "real, , ",
  })
  void aProductHasTheDigitsOfItsFactorsAndOneForEachMultiplication(
      String product, Integer precision, Integer scale) {
    Table numbers =
        table("numbers")
            .column("tiny", "tinyint")
            .column("small", "smallint")
            .column("medium", "mediumint")
            .column("whole", "int")
            .column("big", "bigint")
            .column("money", "decimal(12,2)")
            .column("real", "double")
            .build();

    assertThat(Products.digits(numbers, Product.parse(product)))
        .isEqualTo(
            precision == null
                ? Optional.empty()
                : Optional.of(new Products.Digits(precision, scale)));
  }

  @Test
  void aProductOfThirtyEightDigitsIsTheWidest() {
    Table wide = table("wide").column("a", "decimal(38,0)").column("b", "decimal(37,0)").build();

    assertThat(Products.digits(wide, Product.parse("a"))).contains(new Products.Digits(38, 0));
    assertThat(Products.digits(wide, Product.parse("a * b"))).isEmpty();
  }
}
