package com.shopsphere.warehouse.extract;

import static com.shopsphere.warehouse.testing.TableBuilder.columnOf;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.failure.PlanException;
import com.shopsphere.warehouse.testing.LocalSpark;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeMappingTest {

  @ParameterizedTest
  @CsvSource({
    "tinyint, INT",
    "tinyint unsigned, INT",
    "tinyint(1), INT",
    "smallint unsigned, INT",
    "mediumint unsigned, INT",
    "int, INT",
    "int unsigned, BIGINT",
    "bigint, BIGINT",
    "bigint unsigned, 'DECIMAL(20,0)'",
    "year, INT",
    "'decimal(10,2)', 'DECIMAL(10,2)'",
    "'decimal(38,30)', 'DECIMAL(38,30)'",
    "'decimal(39,0)', STRING",
    "float, FLOAT",
    "double, DOUBLE",
    "bit(1), BOOLEAN",
    "bit(8), BIGINT",
    "bit(64), 'DECIMAL(20,0)'",
    "date, DATE",
    "datetime(6), TIMESTAMP_NTZ",
    "timestamp, TIMESTAMP",
    "time(6), STRING",
    "char(3), STRING",
    "varchar(36), STRING",
    "tinytext, STRING",
    "text, STRING",
    "mediumtext, STRING",
    "longtext, STRING",
    "enum, STRING",
    "set, STRING",
    "json, STRING",
    "binary(16), BINARY",
    "varbinary(16), BINARY",
    "tinyblob, BINARY",
    "blob, BINARY",
    "mediumblob, BINARY",
    "longblob, BINARY",
    "uuid, STRING",
  })
  void aTypeOfMySqlHasACounterpart(String type, String counterpart) {
    MappedColumn mapped = TypeMapping.of("t", columnOf("c", type, true));

    StructType schema = new StructType().add("c", mapped.readType());
    Dataset<Row> rows = spark().createDataFrame(List.of(), schema);
    assertThat(rows.select(mapped.convert().apply(col("c"))).schema().fields()[0].dataType().sql())
        .isEqualTo(counterpart);
  }

  @ParameterizedTest
  @CsvSource({
    "int, `a``b`",
    "time, CAST(`a``b` AS CHAR)",
    "date, CAST(`a``b` AS CHAR)",
    "datetime, CAST(`a``b` AS CHAR)",
    "'decimal(65,2)', CAST(`a``b` AS CHAR)",
    "bit(1), CAST(`a``b` AS UNSIGNED)",
  })
  void mySqlIsAskedForAFormThatTheDriverDoesNotAlter(String type, String expression) {
    assertThat(TypeMapping.of("t", columnOf("a`b", type, true)).expression()).isEqualTo(expression);
  }

  @Test
  void refusesATypeThatItDoesNotKnow() {
    assertThatThrownBy(() -> TypeMapping.of("shop", columnOf("place", "geometry", true)))
        .isInstanceOf(PlanException.class)
        .hasMessage("Cannot read the column shop.place: the type geometry has no counterpart yet.");
  }

  @Test
  void datesKeepTheirDayWhateverTheZone() {
    assertThat(converted("date", "1883-11-18")).isEqualTo(LocalDate.of(1883, 11, 18));
    assertThat(converted("date", "9999-12-31")).isEqualTo(LocalDate.of(9999, 12, 31));
    assertThat(converted("date", null)).isNull();
  }

  @Test
  void dateTimesKeepTheirMicroseconds() {
    assertThat(converted("datetime(6)", "2024-03-10 02:30:00.123456"))
        .isEqualTo(LocalDateTime.of(2024, 3, 10, 2, 30, 0, 123_456_000));
    assertThat(converted("datetime", null)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "date, DATE, 0000-00-00",
    "date, DATE, 2024-00-10",
    "date, DATE, 2023-02-29",
    "datetime, TIMESTAMP_NTZ, 0000-00-00 00:00:00",
  })
  void aDateThatDoesNotExistStopsTheReadAndNamesTheColumn(
      String type, String sparkType, String text) {
    assertThatThrownBy(() -> converted(type, text))
        .hasStackTraceContaining(
            "Cannot represent a value of order.placed as %s: %s".formatted(sparkType, text));
  }

  @Test
  void aBitIsTrueOrFalseOrUnknown() {
    MappedColumn bit = TypeMapping.of("t", columnOf("c", "bit(1)", true));
    StructType schema = new StructType().add("c", bit.readType());
    List<Row> values =
        List.of(RowFactory.create(1L), RowFactory.create(0L), RowFactory.create((Object) null));

    assertThat(
            spark()
                .createDataFrame(values, schema)
                .select(bit.convert().apply(col("c")))
                .collectAsList())
        .containsExactly(
            RowFactory.create(true), RowFactory.create(false), RowFactory.create((Object) null));
  }

  private static @Nullable Object converted(String type, @Nullable String text) {
    MappedColumn mapped = TypeMapping.of("order", columnOf("placed", type, true));
    StructType schema = new StructType().add("c", mapped.readType());
    Row row = RowFactory.create((Object) text);
    spark().conf().set("spark.sql.datetime.java8API.enabled", "true");
    try {
      return spark()
          .createDataFrame(Collections.singletonList(row), schema)
          .select(mapped.convert().apply(col("c")))
          .head()
          .get(0);
    } finally {
      spark().conf().unset("spark.sql.datetime.java8API.enabled");
    }
  }

  private static SparkSession spark() {
    return LocalSpark.session();
  }
}
