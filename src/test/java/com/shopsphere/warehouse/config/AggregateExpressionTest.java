package com.shopsphere.warehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.config.AggregateExpression.Function;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AggregateExpressionTest {

  @ParameterizedTest
  @ValueSource(strings = {"count(*)", " COUNT ( * ) "})
  void countsRows(String text) {
    assertThat(AggregateExpression.parse(text))
        .isEqualTo(new AggregateExpression(Function.COUNT, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"sum, SUM", "Min, MIN", "max, MAX", "avg, AVG", "count, COUNT"})
  void readsEveryFunctionInAnyLetterCase(String name, Function function) {
    assertThat(AggregateExpression.parse(name + "(x * y)")).isEqualTo(of(function, "x", "y"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"count(distinct phone)", "count( DISTINCT\tphone )", "count(distinct`phone`)"})
  void countsDistinctValues(String text) {
    assertThat(AggregateExpression.parse(text)).isEqualTo(of(Function.COUNT_DISTINCT, "phone"));
  }

  @Test
  void aColumnMayBeCalledDistinct() {
    assertThat(AggregateExpression.parse("max(distinct)")).isEqualTo(of(Function.MAX, "distinct"));
    assertThat(AggregateExpression.parse("sum(distinct * x)"))
        .isEqualTo(of(Function.SUM, "distinct", "x"));
    assertThat(AggregateExpression.parse("count(`distinct`)"))
        .isEqualTo(of(Function.COUNT, "distinct"));
    assertThat(AggregateExpression.parse("count(distinct distinct)"))
        .isEqualTo(of(Function.COUNT_DISTINCT, "distinct"));
    assertThat(AggregateExpression.parse("max(distinct_price)"))
        .isEqualTo(of(Function.MAX, "distinct_price"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"count(*)", "sum(a * `b c`)", "count(distinct x)", "max(distinct)", "min(`(`)"})
  void isWrittenAsItIsRead(String text) {
    assertThat(AggregateExpression.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rating", "max rating", "max(rating", "max()x"})
  void refusesWhatIsNoCall(String text) {
    assertRefused(
        text,
        "count(*), or count, sum, min, max or avg of a column or a product of columns, as in"
            + " sum(quantity * price)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"median(x)", "count_distinct(x)", "distinct(x)"})
  void refusesAnotherFunction(String text) {
    assertRefused(text, "one of count, sum, min, max and avg");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sum(*)", "avg( * )"})
  void onlyCountTakesEveryRow(String text) {
    assertRefused(text, "* in count only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sum(distinct x)", "max(distinct `x`)"})
  void onlyCountTakesDistinct(String text) {
    assertRefused(text, "distinct in count only");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count()",
        "sum(a + b)",
        "sum(a *)",
        "sum(`a)",
        "sum(a`)",
        "sum(``)",
        "sum(a) + sum(b)",
        "count(distinct *)",
        "count(distinct a, b)",
        "max((a))",
        "sum(2 * a)"
      })
  void refusesATermThatIsNoProduct(String text) {
    assertRefused(text, "a column or a product of columns between the parentheses");
  }

  @Test
  void theRecordRefusesASumOfRows() {
    assertThatThrownBy(() -> new AggregateExpression(Function.SUM, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid aggregate: sum needs a column, only count takes *");
  }

  private static AggregateExpression of(Function function, String... columns) {
    return new AggregateExpression(function, Optional.of(new Product(List.of(columns))));
  }

  private static void assertRefused(String text, String expected) {
    assertThatThrownBy(() -> AggregateExpression.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected %s, found '%s'".formatted(expected, text));
  }
}
