package com.shopsphere.warehouse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Amounts that are spread over the rows. */
class AllocationSettingsTest {

  private final MergeFile file;

  AllocationSettingsTest(@TempDir Path directory) {
    this.file = new MergeFile(directory);
  }

  @Test
  void readsTheRoleUpToTheFirstDot() {
    assertThat(
            file.read(
                    "allocate = [{ amount = \"order.fee.net\", by = \"quantity * `unit price`\" }]")
                .allocations())
        .containsExactly(
            new AllocationConfig(
                "order", "fee.net", new Product(List.of("quantity", "unit price"))));
  }

  @Test
  void tellsEveryProblemOfAnAllocation() {
    file.assertRefused(
        """
        allocate = [
          { amuont = order.total, by = [x] }
          { amount = total, by = "quantity * 2" }
          { amount = ".total", by = "" }
          { amount = "order.", by = x }
        ]
        """,
        "Invalid merge.allocate[].amuont (%s: 4): there is no such setting; did you mean 'amount'?",
        "Invalid merge.allocate[].amount: it is required and not set (%s: 4).",
        "Invalid merge.allocate[].by: expected one value, found something else (%s: 4).",
        "Invalid merge.allocate[].amount: expected role.column, as in order.total_amount, found"
            + " 'total' (%s: 5).",
        "Invalid merge.allocate[].by: expected a column or a product of columns, as in quantity *"
            + " price, found 'quantity * 2' (%s: 5).",
        "Invalid merge.allocate[].amount: expected role.column, as in order.total_amount, found"
            + " '.total' (%s: 6).",
        "Invalid merge.allocate[].by: it is required and not set (%s: 6).",
        "Invalid merge.allocate[].amount: expected role.column, as in order.total_amount, found"
            + " 'order.' (%s: 7).");
  }

  @Test
  void refusesToSpreadAnAmountTwice() {
    file.assertRefused(
        "allocate = [{ amount = a.b, by = x }, { amount = a.b, by = y }]",
        "Invalid merge.allocate[].amount: expected each amount once, found it more than once (%s:"
            + " 3).");
  }
}
