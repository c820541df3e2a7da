package com.shopsphere.warehouse.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdTest {

  private static final Instant START = Instant.parse("2026-11-23T09:15:00.999Z");

  @Test
  void beginsWithTheSecondOfTheStartInUtc() {
    assertThat(RunId.next(START, new Random(1)).value()).matches("20261123_091500_[0-9a-f]{6}");
  }

  @Test
  void differsForRunsOfOneSecond() {
    Random random = new Random(1);

    assertThat(RunId.next(START, random)).isNotEqualTo(RunId.next(START, random));
  }

  @Test
  void isItsOwnText() {
    assertThat(new RunId("20261123_091500_3f9a2c")).hasToString("20261123_091500_3f9a2c");
  }

  @Test
  void tellsTheSecondOfItsStart() {
    assertThat(RunId.next(START, new Random(1)).start())
        .isEqualTo(Instant.parse("2026-11-23T09:15:00Z"));
  }

  @Test
  void isParsedFromItsOwnTextOnly() {
    assertThat(RunId.parse("20261123_091500_3f9a2c")).hasValue(new RunId("20261123_091500_3f9a2c"));
    assertThat(RunId.parse("20261123")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "20261123_091500", "20261123_091500_3F9A2C", "../20261123_091500_3f9a2c"})
  void refusesAnyOtherForm(String value) {
    assertThatThrownBy(() -> new RunId(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid run id '%s': expected the form 20261123_091500_3f9a2c".formatted(value));
  }
}
