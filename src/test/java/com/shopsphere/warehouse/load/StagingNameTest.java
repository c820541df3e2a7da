package com.shopsphere.warehouse.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagingNameTest {

  private static final RunId RUN = new RunId("20261123_091500_3f9a2c");

  @Test
  void holdsTheTableAndTheRun() {
    StagingName name = new StagingName("order_line", RUN);

    assertThat(name.value()).isEqualTo("order_line__run_20261123_091500_3f9a2c");
    assertThat(name.job("publish")).isEqualTo("order_line__run_20261123_091500_3f9a2c_publish");
    assertThat(StagingName.parse(name.value())).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order_line",
        "order_line_manifest",
        "order_line__run_",
        "order_line__run_20261123",
        "x__run_y"
      })
  void nothingElseIsTakenForOne(String name) {
    assertThat(StagingName.parse(name)).isEmpty();
  }
}
