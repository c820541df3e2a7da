package com.shopsphere.warehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.demo.Draws.Purpose;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KeysTest {
  private final Keys keys = new Keys(1, Purpose.ORDER_KEY);

  @Test
  void keyIsAUuidOfVersionSevenWithItsTimeInFront() {
    assertThat(keys.at(5, 0x0123456789ABL))
        .matches("01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  }

  @Test
  void keysAscendWithTime() {
    assertThat(LongStream.range(0, 1000).mapToObj(index -> keys.at(index, index))).isSorted();
  }

  @Test
  void keysOfOneInstantDiffer() {
    assertThat(LongStream.range(0, 10_000).mapToObj(index -> keys.at(index, 0)))
        .doesNotHaveDuplicates();
  }
}
