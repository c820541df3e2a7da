package com.shopsphere.warehouse.extract;

import static com.shopsphere.warehouse.testing.TableBuilder.columnOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.config.InvalidDates;
import com.shopsphere.warehouse.config.SpatialForm;
import com.shopsphere.warehouse.config.TinyintForm;
import com.shopsphere.warehouse.config.TypeConfig;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.sources.And;
import org.apache.spark.sql.sources.EqualNullSafe;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.IsNotNull;
import org.apache.spark.sql.sources.IsNull;
import org.apache.spark.sql.sources.LessThanOrEqual;
import org.apache.spark.sql.sources.Not;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which filters MySQL is asked to answer. */
class FilterSqlTest {

  private static FilterSql filters(InvalidDates dates, Column... columns) {
    TypeMapping types =
        new TypeMapping(new TypeConfig(TinyintForm.INTEGER, dates, Map.of(), SpatialForm.WKT));
    return new FilterSql(
        Stream.of(columns)
            .map(column -> ScanColumn.of("t/" + column.name(), column, types.of("t", column)))
            .toList());
  }

  private static FilterSql filters(String type) {
    return filters(InvalidDates.FAIL, columnOf("c", type, true));
  }

  private static Filter equal(Object value) {
    return new EqualTo("`t/c`", value);
  }

  @Test
  void exactNumbersAreWrittenWithAllTheirDigits() {
    assertThat(filters("int").of(equal(-5))).contains("`c` = -5");
    assertThat(filters("bigint").of(new GreaterThan("`t/c`", Long.MIN_VALUE)))
        .contains("`c` > -9223372036854775808");
    assertThat(filters("decimal(38,10)").of(new LessThanOrEqual("`t/c`", new BigDecimal("1E-10"))))
        .contains("`c` <= 0.0000000001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "varchar(9)",
        "float",
        "double",
        "year",
        "datetime",
        "timestamp",
        "bit(1)",
        "time",
        "binary(4)"
      })
  void othersAreLeftToSpark(String type) {
    assertThat(filters(type).of(equal(1))).isEmpty();
    assertThat(filters(type).of(new IsNotNull("`t/c`"))).contains("`c` IS NOT NULL");
    assertThat(filters(type).of(new IsNull("`t/c`"))).contains("`c` IS NULL");
  }

  @Test
  void datesAreComparedWhereBothCalendarsAgree() {
    assertThat(filters("date").of(equal(LocalDate.of(2024, 2, 29))))
        .contains("`c` = DATE '2024-02-29'");
    assertThat(filters("date").of(equal(java.sql.Date.valueOf("1999-12-31"))))
        .contains("`c` = DATE '1999-12-31'");
    assertThat(filters("date").of(equal(LocalDate.of(1582, 10, 10)))).isEmpty();
    assertThat(filters("date").of(equal(LocalDate.of(10_000, 1, 1)))).isEmpty();
  }

  @Test
  void datesOfWhichSomeBecomeNullAreLeftToSpark() {
    FilterSql nulled = filters(InvalidDates.NULL, columnOf("c", "date", true));

    assertThat(nulled.of(equal(LocalDate.of(2024, 2, 29)))).isEmpty();
    assertThat(nulled.of(new IsNull("`t/c`"))).isEmpty();
    assertThat(nulled.of(new IsNotNull("`t/c`"))).isEmpty();
  }

  @Test
  void aColumnWithoutNullIsNotAskedForIt() {
    FilterSql filters = filters(InvalidDates.FAIL, columnOf("c", "date", false));

    assertThat(filters.of(new IsNull("`t/c`"))).isEmpty();
  }

  @Test
  void aListMayHoldNullAndMustNotBeTooLong() {
    assertThat(filters("int").of(new In("`t/c`", new Object[] {1, null, 3})))
        .contains("`c` IN (1, 3)");
    assertThat(filters("int").of(new In("`t/c`", new Object[] {null}))).isEmpty();
    Object[] many = IntStream.range(0, 1001).boxed().toArray();
    assertThat(filters("int").of(new In("`t/c`", many))).isEmpty();
  }

  @Test
  void whatIsCombinedIsLeftToSpark() {
    Filter one = equal(1);
    for (Filter filter : List.of(new Not(one), new And(one, one), new EqualNullSafe("`t/c`", 1))) {
      assertThat(filters("int").of(filter)).isEmpty();
    }
    assertThat(filters("int").of(new EqualTo("`t/other`", 1))).isEmpty();
  }
}
