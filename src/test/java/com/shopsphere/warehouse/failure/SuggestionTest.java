package com.shopsphere.warehouse.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

  private static final List<String> TABLES = List.of("customer", "order", "order_item", "product");

  @Test
  void namesTheNearestKnownName() {
    assertThat(Suggestion.didYouMean("order_itm", TABLES))
        .isEqualTo("; did you mean 'order_item'?");
  }

  @Test
  void endsTheSentenceWhenNothingIsNear() {
    assertThat(Suggestion.didYouMean("warehouse", TABLES)).isEqualTo(".");
  }

  @Test
  void endsTheSentenceWhenNothingIsKnown() {
    assertThat(Suggestion.didYouMean("order", List.of())).isEqualTo(".");
  }

  @Test
  void ignoresLetterCase() {
    assertThat(Suggestion.didYouMean("ORDER", TABLES)).isEqualTo("; did you mean 'order'?");
  }

  @Test
  void takesTheFirstOfEquallyNearNames() {
    assertThat(Suggestion.nearest("cat", List.of("car", "cap"))).contains("car");
  }

  @Test
  void admitsOneWrongLetterInAShortName() {
    assertThat(Suggestion.nearest("od", List.of("id"))).contains("id");
    assertThat(Suggestion.nearest("ox", List.of("id"))).isEmpty();
  }

  @Test
  void countsEveryLetterThatIsReplacedAddedOrMissing() {
    assertThat(Suggestion.distance("", "sku")).isEqualTo(3);
    assertThat(Suggestion.distance("sku", "")).isEqualTo(3);
    assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Suggestion.distance("Order", "oRDER")).isZero();
  }

  @Test
  void countsTwoSwappedNeighboursAsOneLetter() {
    assertThat(Suggestion.nearest("on", List.of("no"))).contains("no");
    assertThat(Suggestion.distance("fodl", "fold")).isEqualTo(1);
    assertThat(Suggestion.distance("rigth", "RIGHT")).isEqualTo(1);
    assertThat(Suggestion.distance("ca", "abc")).isEqualTo(3);
  }
}
