package com.shopsphere.warehouse.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.failure.VerificationException;
import com.shopsphere.warehouse.merge.Figures;
import com.shopsphere.warehouse.merge.MergeFigures;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

  private static final MergeFigures SOURCE = merged(figures(3, 0, "7", "10.50"));
  private static final StagedFigures SAME = new StagedFigures(SOURCE.read(), 3);

  @Test
  void tellsEveryCheckThatPassed() {
    assertThat(Reconciliation.reconcile(SOURCE, SAME))
        .extracting(CheckResult::toString)
        .containsExactly(
            "rows: expected 3, found 3",
            "distinct grain keys: expected 3, found 3",
            "rows with NULL in the grain key: expected 0, found 0",
            "sum of quantity: expected 7, found 7",
            "sum of unit_price: expected 10.50, found 10.50");
    assertThat(Reconciliation.reconcile(SOURCE, SAME))
        .allSatisfy(result -> assertThat(result.passed()).isTrue());
  }

  @Test
  void equalSumsMayDifferInTheirZeros() {
    assertThatCode(
            () ->
                Reconciliation.reconcile(
                    SOURCE, new StagedFigures(figures(3, 0, "7.0", "10.5"), 3)))
        .doesNotThrowAnyException();
  }

  @Test
  void lostOrMultipliedRowsAreNotPublished() {
    assertThatFails(new StagedFigures(figures(4, 0, "7", "10.50"), 3), "rows: expected 3, found 4");
  }

  @Test
  void rowsOfOneKeyAreNotPublished() {
    assertThatFails(
        new StagedFigures(figures(3, 0, "7", "10.50"), 2),
        "distinct grain keys: expected 3, found 2");
  }

  @Test
  void rowsWithoutAKeyAreNotPublished() {
    assertThatFails(
        new StagedFigures(figures(3, 1, "7", "10.50"), 3),
        "rows with NULL in the grain key: expected 0, found 1");
  }

  @Test
  void aSumThatDiffersByACentIsNotPublished() {
    assertThatFails(
        new StagedFigures(figures(3, 0, "7", "10.51"), 3),
        "sum of unit_price: expected 10.50, found 10.51");
  }

  @Test
  void tellsEveryCheckThatFailed() {
    assertThatFails(
        new StagedFigures(figures(2, 1, "7", "0.00"), 1),
        "rows: expected 3, found 2; distinct grain keys: expected 3, found 1; rows with NULL in the"
            + " grain key: expected 0, found 1; sum of unit_price: expected 10.50, found 0.00");
  }

  @Test
  void aSourceThatStandsStillIsProved() {
    assertThatCode(
            () -> Reconciliation.requireAsCounted("order_item", SOURCE.read(), SOURCE.read()))
        .doesNotThrowAnyException();
  }

  @Test
  void aSourceThatChangedIsNotProved() {
    Figures read = figures(4, 0, "7", "10.51");

    assertThatThrownBy(() -> Reconciliation.requireAsCounted("order_item", SOURCE.read(), read))
        .isInstanceOf(VerificationException.class)
        .hasMessage(
            "Cannot prove the read: the source changed while it was read. order_item had 3 rows"
                + " before and 4 when read, a sum of unit_price of 10.50 before and 10.51 when read;"
                + " run again when it is quiet, or on a replica whose replication is paused.");
  }

  @Test
  void joinsAreCheckedFirstAndAllocatedAmountsLast() {
    MergeFigures merged =
        new MergeFigures(
            SOURCE.read(),
            SOURCE.kept(),
            new TreeMap<>(Map.of("share", new BigDecimal("9.99"))),
            List.of(CheckTest.edge(3, 4)));
    Figures found =
        new Figures(
            3,
            0,
            new TreeMap<>(
                Map.of(
                    "quantity", new BigDecimal("7"),
                    "unit_price", new BigDecimal("10.50"),
                    "share", new BigDecimal("10.00"))));

    assertThatThrownBy(() -> Reconciliation.reconcile(merged, new StagedFigures(found, 3)))
        .isInstanceOf(VerificationException.class)
        .hasMessage(
            "Cannot publish: the staged table does not agree with the source. rows of sale joined with shop: expected 3, found 4; sum of share: expected 9.99, found 10.00.");
  }

  @Test
  void theStagedTableIsHeldAgainstTheRowsThatTheMergeKept() {
    MergeFigures merged =
        new MergeFigures(figures(5, 0, "9", "20.00"), SOURCE.kept(), new TreeMap<>(), List.of());

    assertThat(Reconciliation.reconcile(merged, SAME)).hasSize(5);
  }

  @Test
  void aLandedTableIsHeldAgainstWhatTheServerCounted() {
    assertThat(Reconciliation.reconcileLanded("product", SOURCE.read(), SAME))
        .extracting(CheckResult::toString)
        .containsExactly(
            "rows: expected 3, found 3",
            "sum of quantity: expected 7, found 7",
            "sum of unit_price: expected 10.50, found 10.50");
  }

  @Test
  void aLandedTableThatDiffersIsNotPublished() {
    StagedFigures found = new StagedFigures(figures(2, 0, "7", "10.49"), 0);

    assertThatThrownBy(() -> Reconciliation.reconcileLanded("product", SOURCE.read(), found))
        .isInstanceOf(VerificationException.class)
        .hasMessage(
            "Cannot publish: the landed table product does not agree with the source. rows:"
                + " expected 3, found 2; sum of unit_price: expected 10.50, found 10.49.");
  }

  @Test
  void aSourceWhoseRowsAreExchangedIsNotProved() {
    assertThatThrownBy(
            () ->
                Reconciliation.requireAsCounted(
                    "order_item", SOURCE.read(), figures(3, 0, "8", "10.50")))
        .isInstanceOf(VerificationException.class)
        .hasMessageStartingWith(
            "Cannot prove the read: the source changed while it was read. order_item had a sum of"
                + " quantity of 7 before and 8 when read;");
  }

  private static void assertThatFails(StagedFigures staged, String failed) {
    assertThatThrownBy(() -> Reconciliation.reconcile(SOURCE, staged))
        .isInstanceOf(VerificationException.class)
        .hasMessage(
            "Cannot publish: the staged table does not agree with the source. %s."
                .formatted(failed));
  }

  private static MergeFigures merged(Figures read) {
    return new MergeFigures(read, read, new TreeMap<>(), List.of());
  }

  private static Figures figures(long rows, long nullKeys, String quantity, String unitPrice) {
    return new Figures(
        rows,
        nullKeys,
        new TreeMap<>(
            Map.of("quantity", new BigDecimal(quantity), "unit_price", new BigDecimal(unitPrice))));
  }
}
