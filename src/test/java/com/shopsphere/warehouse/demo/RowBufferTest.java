package com.shopsphere.warehouse.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RowBufferTest {
  private final RowBuffer rows = new RowBuffer();

  @Test
  void tellsNothingAndEmptyTextAndTheTwoCharactersOfNothingApart() {
    rows.text(null).text("").text("\\N").endRow();

    assertThat(written()).isEqualTo("\\N\t\t\\\\N\n");
  }

  @Test
  void escapesWhatSeparatesFieldsAndRows() {
    rows.text("a\tb\r\nc").endRow();

    assertThat(written()).isEqualTo("a\\\tb\r\\\nc\n");
  }

  @Test
  void writesEveryScriptAsUtf8() {
    rows.text("𠮷田 😀 नमस्ते").endRow();

    assertThat(written()).isEqualTo("𠮷田 😀 नमस्ते\n");
  }

  @Test
  void writesCentsWithTwoDecimalsAndTheirSign() {
    rows.cents(0).cents(7).cents(-1).cents(123_456).cents(OptionalLong.empty()).endRow();

    assertThat(written()).isEqualTo("0.00\t0.07\t-0.01\t1234.56\t\\N\n");
  }

  @Test
  void writesInstantsInUtcAndCutsOffPartsOfASecond() {
    rows.moment(1_735_689_599_999L).endRow();

    assertThat(written()).isEqualTo("2024-12-31 23:59:59\n");
  }

  @Test
  void growsForALongText() {
    rows.text("x".repeat(200_000)).endRow();

    assertThat(written()).hasSize(200_001);
  }

  @Test
  void countsRowsAcrossDrains() {
    rows.number(1).endRow();
    written();
    rows.number(2).endRow();

    assertThat(written()).isEqualTo("2\n");
    assertThat(rows.rows()).isEqualTo(2);
  }

  private String written() {
    return UTF_8.decode(rows.drain()).toString();
  }
}
