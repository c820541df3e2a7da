package com.shopsphere.warehouse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlanFormatTest {

  @ParameterizedTest
  @EnumSource
  void isFoundByItsName(PlanFormat format) {
    assertThat(PlanFormat.named(format.toString())).isEqualTo(format);
  }

  @Test
  void refusesANameThatIsNone() {
    assertThatThrownBy(() -> PlanFormat.named("xml"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected text, json or mermaid, found 'xml'");
  }
}
