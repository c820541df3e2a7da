package com.shopsphere.warehouse.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.spark.bigquery.SchemaConverters;
import com.google.cloud.spark.bigquery.SchemaConvertersConfiguration;
import com.google.cloud.spark.bigquery.repackaged.com.google.cloud.bigquery.Field;
import com.google.cloud.spark.bigquery.repackaged.com.google.cloud.bigquery.Field.Mode;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beside the connector itself, whose choice it foretells. */
class BigQueryTypeTest {

  @ParameterizedTest
  @CsvSource({
    "STRING, STRING",
    "INT, INT64",
    "BIGINT, INT64",
    "FLOAT, FLOAT64",
    "DOUBLE, FLOAT64",
    "BOOLEAN, BOOL",
    "BINARY, BYTES",
    "DATE, DATE",
    "TIMESTAMP, TIMESTAMP",
    "'DECIMAL(10,2)', 'NUMERIC(10, 2)'",
    "'DECIMAL(20,0)', 'NUMERIC(20, 0)'",
    "'DECIMAL(29,0)', 'NUMERIC(29, 0)'",
    "'DECIMAL(30,0)', 'BIGNUMERIC(30, 0)'",
    "'DECIMAL(38,9)', 'NUMERIC(38, 9)'",
    "'DECIMAL(38,8)', 'BIGNUMERIC(38, 8)'",
    "'DECIMAL(9,9)', 'NUMERIC(9, 9)'",
    "'DECIMAL(10,10)', 'BIGNUMERIC(10, 10)'",
    "'DECIMAL(38,38)', 'BIGNUMERIC(38, 38)'",
    "'ARRAY<STRUCT<phone: STRING, n: DECIMAL(5,1)>>', 'ARRAY<STRUCT<phone STRING, n NUMERIC(5, 1)>>'",
    "'ARRAY<STRUCT<a: ARRAY<STRUCT<b: DATE>>>>', 'ARRAY<STRUCT<a ARRAY<STRUCT<b DATE>>>>'",
  })
  void aTypeIsTheOneThatTheConnectorChooses(String sparkType, String bigQueryType) {
    StructType schema = StructType.fromDDL("c " + sparkType);

    assertThat(BigQueryType.of(schema.apply("c").dataType())).isEqualTo(bigQueryType);
    assertThat(byConnector(schema)).isEqualTo(bigQueryType);
  }

  @Test
  void aLocalTimeIsADatetimeWhichTheConnectorCannotWriteYet() {
    StructType schema = new StructType().add("c", DataTypes.TimestampNTZType);

    assertThat(BigQueryType.of(DataTypes.TimestampNTZType)).isEqualTo("DATETIME");
    assertThatThrownBy(() -> byConnector(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Data type not expected: timestamp_ntz");
  }

  @Test
  void refusesATypeThatTheJobDoesNotWrite() {
    assertThatThrownBy(() -> BigQueryType.of(DataTypes.CalendarIntervalType))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid type INTERVAL: it has no counterpart in BigQuery");
  }

  static String byConnector(StructType schema) {
    return type(connector().toBigQuerySchema(schema).getFields().get(0));
  }

  static SchemaConverters connector() {
    return SchemaConverters.from(SchemaConvertersConfiguration.of(java.time.ZoneId.of("UTC")));
  }

  private static String type(Field field) {
    String element =
        field.getSubFields() == null
            ? scalar(field)
            : field.getSubFields().stream()
                .map(one -> one.getName() + " " + type(one))
                .collect(Collectors.joining(", ", "STRUCT<", ">"));
    return field.getMode() == Mode.REPEATED ? "ARRAY<%s>".formatted(element) : element;
  }

  private static String scalar(Field field) {
    String name = field.getType().getStandardType().name();
    return field.getPrecision() == null
        ? name
        : "%s(%d, %d)".formatted(name, field.getPrecision(), field.getScale());
  }
}
