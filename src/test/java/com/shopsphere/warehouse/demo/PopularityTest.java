package com.shopsphere.warehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PopularityTest {

  @Test
  void sharesFromNoneToAllCoverTheRanksFromFirstToLast() {
    var popularity = new Popularity(1000, 0.8);

    assertThat(popularity.rank(0)).isZero();
    assertThat(popularity.rank(Math.nextDown(1.0))).isEqualTo(999);
  }

  @Test
  void aTenthOfTheRanksHasMoreThanHalfOfTheChoices() {
    assertThat(new Popularity(1000, 0.8).rank(0.5)).isLessThan(100);
  }

  @Test
  void withoutSkewAllRanksAreEquallyPopular() {
    assertThat(new Popularity(1000, 0).rank(0.5)).isEqualTo(500);
  }

  @Test
  void rejectsNothingToChooseFrom() {
    assertThatThrownBy(() -> new Popularity(0, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid popularity: size 0 is below 1");
  }

  @Test
  void rejectsASkewThatIsNotBelowOne() {
    assertThatThrownBy(() -> new Popularity(10, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid popularity: skew 1.0 is not in 0 (included) to 1 (excluded)");
  }
}
