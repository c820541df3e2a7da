package com.shopsphere.warehouse.demo;

import static com.shopsphere.warehouse.demo.Shape.FIFTEEN_TABLES;
import static com.shopsphere.warehouse.demo.Shape.THIRTEEN_TABLES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShopsphereDataTest {

  @Test
  void isTheSameOnEveryMachine() throws NoSuchAlgorithmException {
    assertThat(fingerprint(new ShopsphereData(FIFTEEN_TABLES, 1, 42)))
        .isEqualTo("14a2b1c56d821204ce23a426767a8ac8c9bc6404f06cb28db9ad07c52a4e8df7");
  }

  @Test
  void doesNotDependOnTheMachinesLanguageAndTimeZone() throws NoSuchAlgorithmException {
    var data = new ShopsphereData(THIRTEEN_TABLES, 1, 42);
    var fingerprint = fingerprint(data);
    var locale = Locale.getDefault();
    var zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));

      assertThat(fingerprint(data)).isEqualTo(fingerprint);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void isDifferentForAnotherSeed() throws NoSuchAlgorithmException {
    assertThat(fingerprint(new ShopsphereData(FIFTEEN_TABLES, 1, 1)))
        .isNotEqualTo(fingerprint(new ShopsphereData(FIFTEEN_TABLES, 1, 2)));
  }

  @Test
  void makesARowOfTheLargestScaleWithoutThoseBeforeIt() {
    var data = new ShopsphereData(FIFTEEN_TABLES, 10_000, 1);
    for (var table : data.tables()) {
      var alone = new RowBuffer();
      table.writer().write(table.indexes() - 1, alone);
      var after = new RowBuffer();
      table.writer().write(0, after);
      after.drain();
      table.writer().write(table.indexes() - 1, after);

      assertThat(after.drain()).as(table.table()).isEqualTo(alone.drain());
    }
  }

  @Test
  void writesOnlyTheColumnsAndTablesOfItsShape() {
    var today = new ShopsphereData(THIRTEEN_TABLES, 1, 1).tables();
    var analytics = new ShopsphereData(FIFTEEN_TABLES, 1, 1).tables();

    assertThat(today).hasSize(13);
    assertThat(analytics).hasSize(15);
    assertThat(today).flatExtracting(TableRows::columns).doesNotContain("regionID", "unit_price");
    assertThat(analytics).flatExtracting(TableRows::columns).contains("regionID", "unit_price");
  }

  @Test
  void largestTableComesFirstSoThatTwoThreadsEndTogether() {
    assertThat(new ShopsphereData(THIRTEEN_TABLES, 1, 1).tables().subList(0, 2))
        .extracting(TableRows::table)
        .isEqualTo(List.of("order_item", "order"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10_001})
  void rejectsAScaleThatIsTooSmallOrTooLarge(int scale) {
    assertThatThrownBy(() -> new ShopsphereData(FIFTEEN_TABLES, scale, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid scale: expected 1 to 10000, found %d", scale);
  }

  private static String fingerprint(ShopsphereData data) throws NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-256");
    data.tables().forEach(table -> digest.update(ParsedRows.bytes(table)));
    return HexFormat.of().formatHex(digest.digest());
  }
}
