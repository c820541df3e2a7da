package com.shopsphere.warehouse.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowStreamTest {
  private static final TableRows EVEN_NUMBERS =
      new TableRows("even", List.of("number"), 6, RowStreamTest::writeIfEven);

  @Test
  void readsEveryRowOnceAndThenTheEnd() {
    assertThat(new String(ParsedRows.bytes(EVEN_NUMBERS), UTF_8)).isEqualTo("0\n2\n4\n");
  }

  @Test
  void countsTheRowsThatWereMade() {
    var stream = new RowStream(EVEN_NUMBERS);
    int last = 0;
    while (last >= 0) {
      last = stream.read();
    }

    assertThat(stream.rows()).isEqualTo(3);
  }

  @Test
  void hasNothingToReadInATableWithoutRows() {
    var empty = new TableRows("empty", List.of("number"), 0, RowStreamTest::writeIfEven);

    assertThat(new RowStream(empty).read()).isEqualTo(-1);
  }

  @Test
  void keepsAFewKilobytesHoweverLargeTheTable() {
    var endless =
        new TableRows("endless", List.of("number"), Long.MAX_VALUE, RowStreamTest::writeIfEven);
    var stream = new RowStream(endless);

    int most = 0;
    for (int i = 0; i < 1_000_000; i++) {
      stream.read();
      most = Math.max(most, stream.available());
    }

    assertThat(most).isBetween(1, 40_000);
  }

  private static void writeIfEven(long index, RowBuffer rows) {
    if (index % 2 == 0) {
      rows.number(index).endRow();
    }
  }
}
