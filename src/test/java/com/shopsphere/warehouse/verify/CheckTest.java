package com.shopsphere.warehouse.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.merge.EdgeFigures;
import com.shopsphere.warehouse.merge.Figures;
import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What each check holds against what, and what it tells. */
class CheckTest {

  private static final Figures SOURCE = figures(3, 0, Map.of("quantity", new BigDecimal("7.50")));

  @Test
  void rowsAreAsManyAsWereKept() {
    assertThat(compared(new Check.RowCount(), staged(3, 0, 9)))
        .isEqualTo(new CheckResult("rows", "3", "3", true));
    assertThat(compared(new Check.RowCount(), staged(2, 0, 9)))
        .isEqualTo(new CheckResult("rows", "3", "2", false));
  }

  @Test
  void eachRowHasAKeyOfItsOwn() {
    assertThat(compared(new Check.KeyUnique(), staged(9, 0, 3)))
        .isEqualTo(new CheckResult("distinct grain keys", "3", "3", true));
    assertThat(compared(new Check.KeyUnique(), staged(9, 0, 2)))
        .isEqualTo(new CheckResult("distinct grain keys", "3", "2", false));
  }

  @Test
  void noRowLacksAPartOfItsKey() {
    assertThat(compared(new Check.KeyNotNull(), staged(9, 0, 9)))
        .isEqualTo(new CheckResult("rows with NULL in the grain key", "0", "0", true));
    assertThat(compared(new Check.KeyNotNull(), staged(9, 1, 9)))
        .isEqualTo(new CheckResult("rows with NULL in the grain key", "0", "1", false));
  }

  @Test
  void aSumIsThatOfTheSource() {
    Check check = new Check.SumEqual("quantity");

    assertThat(compared(check, staged("quantity", "7.5")))
        .isEqualTo(new CheckResult("sum of quantity", "7.50", "7.5", true));
    assertThat(compared(check, staged("quantity", "7.51")))
        .isEqualTo(new CheckResult("sum of quantity", "7.50", "7.51", false));
  }

  @Test
  void bigNumbersAreWrittenOut() {
    assertThat(compared(new Check.SumEqual("quantity"), staged("quantity", "1E+3")).found())
        .isEqualTo("1000");
    assertThat(
            new Check.FullyAllocated("share", new BigDecimal("1E+3"))
                .compare(SOURCE, staged("share", "1E+3")))
        .isEqualTo(new CheckResult("sum of share", "1000", "1000", true));
  }

  @Test
  void sharesAddUpToWhatWasSpread() {
    Check check = new Check.FullyAllocated("share", new BigDecimal("10.00"));

    assertThat(compared(check, staged("share", "10.0")))
        .isEqualTo(new CheckResult("sum of share", "10.00", "10.0", true));
    assertThat(compared(check, staged("share", "9.99")))
        .isEqualTo(new CheckResult("sum of share", "10.00", "9.99", false));
  }

  @Test
  void aJoinKeepsTheRowsOfItsParent() {
    assertThat(compared(new Check.EdgeKeepsRows(edge(5, 5)), staged(9, 9, 9)))
        .isEqualTo(new CheckResult("rows of sale joined with shop", "5", "5", true));
    assertThat(compared(new Check.EdgeKeepsRows(edge(5, 6)), staged(9, 9, 9)))
        .isEqualTo(new CheckResult("rows of sale joined with shop", "5", "6", false));
  }

  @Test
  void aSumThatWasNotTakenIsNoFigure() {
    assertThatThrownBy(() -> compared(new Check.SumEqual("price"), staged("price", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid figures: no sum of price");
  }

  static EdgeFigures edge(long parentRows, long joinedRows) {
    return new EdgeFigures(
        "sale", "shop", parentRows, joinedRows, 0, 0, 0, 0, OptionalLong.empty());
  }

  private static CheckResult compared(Check check, StagedFigures staged) {
    return check.compare(SOURCE, staged);
  }

  private static StagedFigures staged(long rows, long nullKeys, long distinctKeys) {
    return new StagedFigures(figures(rows, nullKeys, Map.of()), distinctKeys);
  }

  private static StagedFigures staged(String column, String sum) {
    return new StagedFigures(figures(9, 9, Map.of(column, new BigDecimal(sum))), 9);
  }

  private static Figures figures(long rows, long nullKeys, Map<String, BigDecimal> sums) {
    return new Figures(rows, nullKeys, new TreeMap<>(sums));
  }
}
