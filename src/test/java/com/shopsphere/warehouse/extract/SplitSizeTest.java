package com.shopsphere.warehouse.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitSizeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 50000",
    "399999, 50000",
    "800000, 100000",
    "4000000, 500000",
    "9000000000000, 500000"
  })
  void eachOfTwoConnectionsReadsFourSplitsWithinTheBounds(long estimated, int rows) {
    assertThat(new SplitSize(OptionalInt.empty(), 2).rows(estimated)).isEqualTo(rows);
  }

  @Test
  void aConfiguredSizeHoldsForEveryTable() {
    SplitSize size = new SplitSize(OptionalInt.of(7), 2);

    assertThat(size.rows(0)).isEqualTo(7);
    assertThat(size.rows(9_000_000_000L)).isEqualTo(7);
  }

  @Test
  void neitherRowsNorConnectionsCanBeFewerThanOne() {
    assertThatThrownBy(() -> new SplitSize(OptionalInt.empty(), 0))
        .hasMessage("Invalid size of splits: OptionalInt.empty rows for 0 connections");
    assertThatThrownBy(() -> new SplitSize(OptionalInt.of(0), 1))
        .hasMessage("Invalid size of splits: OptionalInt[0] rows for 1 connections");
  }
}
