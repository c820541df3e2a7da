package com.shopsphere.warehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.failure.ConfigurationException;
import com.shopsphere.warehouse.testing.Types;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Choices among types, and limits of reading. */
class TypeSettingsTest {

  private static final List<String> REQUIRED =
      List.of("source.database=shop", "source.user=reader", "merge.grain=order_item");

  private final Path directory;

  TypeSettingsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private ReadConfig read(String... settings) {
    List<String> all = new ArrayList<>(REQUIRED);
    all.addAll(List.of(settings));
    return new ConfigReader(Map.of(), directory).read(Optional.empty(), all).read();
  }

  private TypeConfig file(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("job.conf"), text);
    return new ConfigReader(Map.of(), directory).read(Optional.of(file), REQUIRED).read().types();
  }

  @Test
  void theDefaultsAlterNoValue() {
    assertThat(read().types()).isEqualTo(Types.DEFAULTS);
    assertThat(read().limits()).isEqualTo(ReadLimits.none());
  }

  @Test
  void everyTypeHasItsChoice() {
    TypeConfig types =
        read(
                "source.types.tinyint1=boolean",
                "source.types.invalid-dates=text",
                "source.types.spatial=wkb")
            .types();

    assertThat(types)
        .isEqualTo(
            new TypeConfig(TinyintForm.BOOLEAN, InvalidDates.TEXT, Map.of(), SpatialForm.WKB));
  }

  @Test
  void nullNeedsNoQuotes() throws IOException {
    TypeConfig types =
        file("source.types { invalid-dates = null, columns { \"Order.shipped\" = null } }");

    assertThat(types.invalidDates()).isEqualTo(InvalidDates.NULL);
    assertThat(types.columns()).containsExactly(Map.entry("order.shipped", InvalidDates.NULL));
    assertThat(read("source.types.invalid-dates=null").types().invalidDates())
        .isEqualTo(InvalidDates.NULL);
  }

  @Test
  void aColumnMayHaveAChoiceOfItsOwn() {
    TypeConfig types = read("source.types.columns.\"order.shipped\"=text").types();

    assertThat(types.invalidDatesOf("order", "Shipped")).isEqualTo(InvalidDates.TEXT);
    assertThat(types.invalidDatesOf("order", "paid")).isEqualTo(InvalidDates.FAIL);
  }

  @Test
  void refusesWhatIsNoChoice() {
    assertThatThrownBy(
            () -> read("source.types.invalid-dates=nul", "source.types.columns.shipped=text"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "Invalid source.types.invalid-dates: expected one of fail, null, text, found 'nul'")
        .hasMessageContaining(
            "Invalid source.types.columns: expected \"table.column\" = choice, found 'shipped'");
  }

  @Test
  void readsLimitsAsNumbersAndSizes() {
    ReadLimits limits =
        read("source.max-rows-per-second=5000", "source.max-bytes-per-second=2MiB").limits();

    assertThat(limits).isEqualTo(new ReadLimits(5000, 2 << 20));
    assertThat(limits.among(4)).isEqualTo(new ReadLimits(1250, 1 << 19));
    assertThat(new ReadLimits(3, 1).among(8)).isEqualTo(new ReadLimits(1, 1));
    assertThat(ReadLimits.none().among(8)).isEqualTo(ReadLimits.none());
  }

  @Test
  void refusesALimitOfNothing() {
    assertThatThrownBy(
            () -> read("source.max-rows-per-second=0", "source.max-bytes-per-second=none"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "Invalid source.max-rows-per-second: expected a whole number from 1, found 0")
        .hasMessageContaining(
            "Invalid source.max-bytes-per-second: expected a size such as 32MiB, 1 byte or more, found 'none'");
    assertThatThrownBy(() -> new ReadLimits(1, 0))
        .hasMessage("Invalid limit of 0 bytes per second: expected at least 1");
  }
}
