package com.shopsphere.warehouse.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.failure.VerificationException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

  private static final Figures SOURCE = figures(3, 3, 0, "7", "10.50");

  @Test
  void tellsEveryCheckThatPassed() {
    assertThat(Reconciliation.reconcile(SOURCE, SOURCE))
        .extracting(CheckResult::toString)
        .containsExactly(
            "rows: expected 3, found 3",
            "distinct grain keys: expected 3, found 3",
            "rows with NULL in the grain key: expected 0, found 0",
            "sum of quantity: expected 7, found 7",
            "sum of unit_price: expected 10.50, found 10.50");
    assertThat(Reconciliation.reconcile(SOURCE, SOURCE))
        .allSatisfy(result -> assertThat(result.passed()).isTrue());
  }

  @Test
  void equalSumsMayDifferInTheirZeros() {
    assertThatCode(() -> Reconciliation.reconcile(SOURCE, figures(3, 3, 0, "7.0", "10.5")))
        .doesNotThrowAnyException();
  }

  @Test
  void lostOrMultipliedRowsAreNotPublished() {
    assertThatFails(figures(4, 3, 0, "7", "10.50"), "rows: expected 3, found 4");
  }

  @Test
  void rowsOfOneKeyAreNotPublished() {
    assertThatFails(figures(3, 2, 0, "7", "10.50"), "distinct grain keys: expected 3, found 2");
  }

  @Test
  void rowsWithoutAKeyAreNotPublished() {
    assertThatFails(
        figures(3, 3, 1, "7", "10.50"), "rows with NULL in the grain key: expected 0, found 1");
  }

  @Test
  void aSumThatDiffersByACentIsNotPublished() {
    assertThatFails(
        figures(3, 3, 0, "7", "10.51"), "sum of unit_price: expected 10.50, found 10.51");
  }

  @Test
  void tellsEveryCheckThatFailed() {
    assertThatFails(
        figures(2, 1, 1, "7", "0.00"),
        "rows: expected 3, found 2; distinct grain keys: expected 3, found 1; rows with NULL in the"
            + " grain key: expected 0, found 1; sum of unit_price: expected 10.50, found 0.00");
  }

  @Test
  void aSourceThatStandsStillIsProved() {
    assertThatCode(() -> Reconciliation.requireUnchanged("order_item", SOURCE, SOURCE))
        .doesNotThrowAnyException();
  }

  @Test
  void aSourceThatChangedIsNotProved() {
    Figures after = figures(4, 4, 0, "7", "10.50");

    assertThatThrownBy(() -> Reconciliation.requireUnchanged("order_item", SOURCE, after))
        .isInstanceOf(VerificationException.class)
        .hasMessage(
            "Cannot prove the read: the source changed while it was read. order_item had"
                + " Figures[rows=3, distinctKeys=3, nullKeys=0, sums={quantity=7, unit_price=10.50}]"
                + " before and Figures[rows=4, distinctKeys=4, nullKeys=0, sums={quantity=7,"
                + " unit_price=10.50}] after; run again when it is quiet, or on a replica whose"
                + " replication is paused.");
  }

  private static void assertThatFails(Figures staged, String failed) {
    assertThatThrownBy(() -> Reconciliation.reconcile(SOURCE, staged))
        .isInstanceOf(VerificationException.class)
        .hasMessage(
            "Cannot publish: the staged table does not agree with the source. %s."
                .formatted(failed));
  }

  private static Figures figures(
      long rows, long distinctKeys, long nullKeys, String quantity, String unitPrice) {
    return new Figures(
        rows,
        distinctKeys,
        nullKeys,
        new TreeMap<>(
            Map.of("quantity", new BigDecimal(quantity), "unit_price", new BigDecimal(unitPrice))));
  }
}
