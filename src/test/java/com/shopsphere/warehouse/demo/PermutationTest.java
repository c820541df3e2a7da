package com.shopsphere.warehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.demo.Draws.Purpose;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 50, 97, 400})
  void everyNumberBelowTheSizeComesOnce(long size) {
    var permutation = Permutation.of(size, Draws.of(1, Purpose.PRODUCT_ORDER, size));

    assertThat(LongStream.range(0, size).map(permutation::at).sorted().toArray())
        .isEqualTo(LongStream.range(0, size).toArray());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, (1L << 31) + 1})
  void rejectsASizeThatItCannotCompute(long size) {
    assertThatThrownBy(() -> new Permutation(size, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid permutation: size %d is not in 1..2^31", size);
  }
}
