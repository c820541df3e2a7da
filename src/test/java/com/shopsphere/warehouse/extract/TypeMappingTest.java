package com.shopsphere.warehouse.extract;

import static com.shopsphere.warehouse.testing.TableBuilder.columnOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.catalog.Collation;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.InvalidDates;
import com.shopsphere.warehouse.config.SpatialForm;
import com.shopsphere.warehouse.config.TinyintForm;
import com.shopsphere.warehouse.config.TypeConfig;
import com.shopsphere.warehouse.failure.PlanException;
import com.shopsphere.warehouse.testing.TableBuilder;
import com.shopsphere.warehouse.testing.Types;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Choices among types; docs/types.md holds what is chosen by default. */
class TypeMappingTest {

  private static String chosen(TypeConfig config, String type) {
    return new TypeMapping(config).sparkType("t", columnOf("c", type, true)).sql();
  }

  @Test
  void aTinyintOfOneDigitMayBeABoolean() {
    TypeConfig booleans =
        new TypeConfig(TinyintForm.BOOLEAN, InvalidDates.FAIL, Map.of(), SpatialForm.WKT);

    assertThat(chosen(booleans, "tinyint(1)")).isEqualTo("BOOLEAN");
    assertThat(chosen(booleans, "tinyint")).isEqualTo("INT");
    assertThat(chosen(booleans, "tinyint(10)")).isEqualTo("INT");
  }

  @ParameterizedTest
  @CsvSource({"date", "datetime(3)", "timestamp"})
  void datesMayBeTexts(String type) {
    TypeConfig texts =
        new TypeConfig(TinyintForm.INTEGER, InvalidDates.TEXT, Map.of(), SpatialForm.WKT);

    assertThat(chosen(texts, type)).isEqualTo("STRING");
  }

  @Test
  void spatialValuesMayBeBytes() {
    TypeConfig bytes =
        new TypeConfig(TinyintForm.INTEGER, InvalidDates.FAIL, Map.of(), SpatialForm.WKB);

    assertThat(chosen(bytes, "multipolygon")).isEqualTo("BINARY");
  }

  @Test
  void textOfOtherCharacterSetsIsConvertedByTheServer() {
    Table table =
        TableBuilder.table("t")
            .text("a", "varchar(9)", new Collation("latin1_bin", "latin1", true))
            .text("b", "varchar(9)", new Collation("utf8mb3_bin", "utf8mb3", true))
            .build();

    assertThat(Types.standard().of("t", table.column("a")).expression())
        .isEqualTo("CONVERT(`a` USING utf8mb4)");
    assertThat(Types.standard().of("t", table.column("b")).expression()).isEqualTo("`b`");
  }

  @Test
  void aNameMayHoldABackquote() {
    assertThat(Types.standard().of("t", columnOf("a`b", "int", true)).expression())
        .isEqualTo("`a``b`");
  }

  @Test
  void refusesATypeThatItDoesNotKnow() {
    assertThatThrownBy(
            () -> Types.standard().sparkType("shop", columnOf("place", "hologram", true)))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "Cannot read the column shop.place: the type hologram has no counterpart; leave the column out (merge.leave-out).");
  }
}
