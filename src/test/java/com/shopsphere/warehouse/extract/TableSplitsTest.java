package com.shopsphere.warehouse.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableSplitsTest {

  @Test
  void aTableWithoutAKeyIsOneSplit() {
    assertThat(TableSplits.whole("order", 0).count()).isEqualTo(1);
  }

  @Test
  void rowsCannotBeFewerThanNone() {
    assertThatThrownBy(() -> TableSplits.whole("order", -1))
        .hasMessage("Invalid splits of order: -1 rows");
  }

  @Test
  void severalSplitsNeedAKey() {
    assertThatThrownBy(
            () -> new TableSplits("order", 1, List.of(), false, List.of("id < 3", "id >= 3")))
        .hasMessage("Invalid splits of order: 2 by []");
  }
}
