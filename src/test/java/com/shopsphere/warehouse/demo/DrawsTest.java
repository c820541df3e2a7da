package com.shopsphere.warehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.demo.Draws.Purpose;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DrawsTest {

  @Test
  void drawsTheSameForTheSameRowWhateverWasDrawnBefore() {
    Draws.of(1, Purpose.ORDER, 6).next();

    assertThat(Draws.of(1, Purpose.ORDER, 7).next())
        .isEqualTo(Draws.of(1, Purpose.ORDER, 7).next());
  }

  @Test
  void drawsDifferentlyForAnotherSeedPurposeOrRow() {
    var values =
        List.of(
            Draws.of(1, Purpose.ORDER, 7).next(),
            Draws.of(2, Purpose.ORDER, 7).next(),
            Draws.of(1, Purpose.REVIEW, 7).next(),
            Draws.of(1, Purpose.ORDER, 8).next());

    assertThat(values).doesNotHaveDuplicates();
  }

  @Test
  void firstValuesOfManyRowsAreAllDifferent() {
    var values =
        LongStream.range(0, 100_000).map(row -> Draws.of(1, Purpose.ORDER, row).next()).boxed();

    assertThat(values).doesNotHaveDuplicates();
  }

  @Test
  void secondValueOfARowIsNotTheFirstOfTheNext() {
    var row = Draws.of(1, Purpose.ORDER, 7);
    row.next();

    assertThat(row.next()).isNotEqualTo(Draws.of(1, Purpose.ORDER, 8).next());
  }

  @Test
  void numbersBelowABoundReachEveryNumberAndNoOther() {
    var draws = Draws.of(1, Purpose.ORDER, 7);

    assertThat(IntStream.range(0, 1000).mapToObj(i -> draws.below(3))).containsOnly(0, 1, 2);
  }

  @Test
  void weightOfNothingIsNeverDrawn() {
    var draws = Draws.of(1, Purpose.ORDER, 7);

    assertThat(IntStream.range(0, 1000).mapToObj(i -> draws.weighted(0, 3, 0, 1, 0)))
        .containsOnly(1, 3);
  }
}
