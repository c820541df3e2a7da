package com.shopsphere.warehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductTest {

  @Test
  void readsOneColumnOrSeveralWithTimesBetween() {
    assertThat(columns(" quantity ")).containsExactly("quantity");
    assertThat(columns("quantity*unit_price * rate"))
        .containsExactly("quantity", "unit_price", "rate");
  }

  @Test
  void aColumnNamedTwiceIsSquared() {
    assertThat(columns("x * x")).containsExactly("x", "x");
  }

  @Test
  void readsAnyNameInBackquotes() {
    assertThat(columns("`unit price` * `a``b` * `*` * größe * $x * 2nd * `2`"))
        .containsExactly("unit price", "a`b", "*", "größe", "$x", "2nd", "2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x * y", "`unit price` * `a``b`", "`2` * 2nd", "````"})
  void isWrittenAsItIsRead(String text) {
    assertThat(Product.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "*", "x *", "* x", "x y", "x ** y", "`x", "x`", "`x`y`", "``", "`x``", "x-y", "2"
      })
  void refusesWhatIsNoProduct(String text) {
    assertThatThrownBy(() -> Product.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected a column or a product of columns, as in quantity * price, found '%s'"
                .formatted(text));
  }

  @Test
  void theRecordRefusesAProductOfNothing() {
    assertThatThrownBy(() -> new Product(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid product: it has no column");
  }

  private static List<String> columns(String text) {
    return Product.parse(text).columns();
  }
}
