package com.shopsphere.warehouse.extract;

import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableSplitsTest {

  @Test
  void countsOneSplitMoreThanBounds() {
    assertThat(new TableSplits("order", 0, Optional.empty(), List.of()).count()).isEqualTo(1);
    assertThat(new TableSplits("order", 9, Optional.of("id"), List.of("3", "6")).count())
        .isEqualTo(3);
  }

  @Test
  void refusesFewerRowsThanNone() {
    assertThatThrownBy(() -> new TableSplits("order", -1, Optional.empty(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid splits of order: -1 rows");
  }

  @Test
  void refusesBoundsWithoutAKey() {
    assertThatThrownBy(() -> new TableSplits("order", 1, Optional.empty(), List.of("3")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid splits of order: bounds without a key");
  }

  @ParameterizedTest
  @CsvSource({
    "int, NUMBER",
    "bigint unsigned, NUMBER",
    "'decimal(20,0)', NUMBER",
    "varchar(36), TEXT",
    "char(3), TEXT",
    "binary(16), BYTES",
  })
  void aTableIsCutByTheFirstColumnOfItsPrimaryKey(String type, SplitKey.Literal literal) {
    assertThat(
            SplitKey.of(
                table("t").notNull("b", "int").notNull("a", type).primaryKey("a", "b").build()))
        .contains(new SplitKey("a", literal));
  }

  @ParameterizedTest
  @CsvSource({"datetime", "timestamp", "date", "double", "enum", "text"})
  void aTableWhoseKeyHasNoExactLiteralIsNotCut(String type) {
    assertThat(SplitKey.of(table("t").notNull("a", type).primaryKey("a").build())).isEmpty();
  }

  @Test
  void aTableWithoutAPrimaryKeyIsNotCut() {
    assertThat(SplitKey.of(table("t").notNull("a", "int").unique("u", "a").build())).isEmpty();
  }
}
