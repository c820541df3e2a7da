package com.shopsphere.warehouse.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {

  @Test
  void aLineIsCutAtABlankWhereThereIsOne() {
    assertThat(Texts.wrapped("one two three", 8)).containsExactly("one two", "three");
    assertThat(Texts.wrapped("one two", 7)).containsExactly("one two");
    assertThat(Texts.wrapped("one two", 3)).containsExactly("one", "two");
  }

  @Test
  void aWordThatIsWiderThanALineIsCutWithoutALoss() {
    assertThat(Texts.wrapped("abcdefgh", 3)).containsExactly("abc", "def", "gh");
    assertThat(Texts.wrapped("", 3)).containsExactly("");
  }

  @Test
  void lettersOfSomeScriptsTakeTwoColumnsAndMarksNone() {
    assertThat(Texts.width("ab")).isEqualTo(2);
    assertThat(Texts.width("名前")).isEqualTo(4);
    assertThat(Texts.width("e\u0301")).isEqualTo(1);
    assertThat(Texts.width("😀")).isEqualTo(2);
    assertThat(Texts.wrapped("名前名", 5)).containsExactly("名前", "名");
  }

  @Test
  void whatHasNoShapeIsToldByItsNumber() {
    assertThat(Texts.printable("a\nb\u202ec")).isEqualTo("a\\u000ab\\u202ec");
  }
}
