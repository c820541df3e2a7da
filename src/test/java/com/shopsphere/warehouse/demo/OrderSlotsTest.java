package com.shopsphere.warehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderSlotsTest {

  @Test
  void fourHundredSlotsHaveAThousandLines() {
    assertThat(slots().map(OrderSlots::lines).sum()).isEqualTo(1000);
  }

  @Test
  void slotsHaveFromNoneToFourteenLines() {
    assertThat(slots().map(OrderSlots::lines).boxed()).isSorted().contains(0, 1, 14);
  }

  @Test
  void everyKindOfDirtIsInAsManySlotsAsItsDescriptionSays() {
    assertThat(slots(OrderSlots::hasNoCustomer)).isEqualTo(8);
    assertThat(slots(OrderSlots::hasNoRegion)).isEqualTo(5);
    assertThat(slots(OrderSlots::hasNoTimestamp)).isEqualTo(2);
    assertThat(slots(slot -> OrderSlots.totalErrorCents(slot) != 0)).isEqualTo(2);
    assertThat(slots(OrderSlots::hasLineWithoutPrice)).isEqualTo(3);
    assertThat(slots(OrderSlots::hasLineOfNothing)).isEqualTo(1);
    assertThat(slots(OrderSlots::hasLostPayment)).isEqualTo(2);
    assertThat(slots(OrderSlots::hasLostShipment)).isEqualTo(2);
    assertThat(slots(OrderSlots::hasReviewOfNoProduct)).isEqualTo(4);
    assertThat(slots(OrderSlots::hasReviewOfNoOrder)).isEqualTo(4);
    assertThat(slots(OrderSlots::hasReviewOfNoLine)).isEqualTo(4);
    assertThat(slots(OrderSlots::hasReviewOfNothing)).isEqualTo(1);
  }

  @Test
  void dirtOfALineIsInOrdersThatHaveLines() {
    assertThat(
            slots()
                .filter(
                    slot ->
                        OrderSlots.hasLineWithoutPrice(slot) || OrderSlots.hasLineOfNothing(slot))
                .map(OrderSlots::lines))
        .allMatch(lines -> lines > 0);
  }

  @Test
  void rejectsASlotThatThereIsNot() {
    assertThatThrownBy(() -> OrderSlots.lines(400))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid slot: expected 0 to 399, found 400");
  }

  private static IntStream slots() {
    return IntStream.range(0, OrderSlots.COUNT);
  }

  private static long slots(IntPredicate dirty) {
    return slots().filter(dirty).count();
  }
}
