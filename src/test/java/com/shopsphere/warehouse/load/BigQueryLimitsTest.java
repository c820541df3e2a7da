package com.shopsphere.warehouse.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class BigQueryLimitsTest {

  @Test
  void saysNothingOfATableThatCanBeWritten() {
    StructType schema = StructType.fromDDL("a STRING, b ARRAY<STRUCT<c: DECIMAL(38,10)>>");

    assertThat(BigQueryLimits.exceededBy(schema)).isEmpty();
  }

  @Test
  void namesColumnsThatTheConnectorCannotWriteWhereverTheyAre() {
    StructType schema =
        StructType.fromDDL("a TIMESTAMP_NTZ, b ARRAY<STRUCT<c: TIMESTAMP_NTZ>>, d TIMESTAMP");

    assertThat(BigQueryLimits.exceededBy(schema))
        .containsExactly(
            "Connector 0.32 cannot write DATETIME to BigQuery, newer ones can: a, b.c.");
  }

  @Test
  void countsWhatItDoesNotName() {
    StructType schema = new StructType();
    for (int i = 1; i <= 7; i++) {
      schema = schema.add("c" + i, DataTypes.TimestampNTZType);
    }

    assertThat(BigQueryLimits.exceededBy(schema))
        .containsExactly(
            "Connector 0.32 cannot write DATETIME to BigQuery, newer ones can: c1, c2, c3, c4, c5 and 2 more.");
  }

  @Test
  void namesWhatIsNestedTooDeepForTheConnector() {
    StructType deepest = nested(14);
    StructType tooDeep = nested(15);

    assertThat(BigQueryLimits.exceededBy(deepest)).isEmpty();
    assertThat(BigQueryTypeTest.byConnector(deepest)).startsWith("ARRAY<STRUCT<");
    assertThat(BigQueryLimits.exceededBy(tooDeep))
        .containsExactly(
            "Connector 0.32 cannot write more than 14 structs within each other to BigQuery: n15.n14.n13.n12.n11.n10.n9.n8.n7.n6.n5.n4.n3.n2.n1.");
    assertThatThrownBy(() -> BigQueryTypeTest.byConnector(tooDeep))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Spark Schema exceeds BigQuery maximum nesting depth.");
  }

  @Test
  void countsTheFieldsOfStructsAsColumns() {
    StructType element = new StructType();
    for (int i = 0; i < 10_000; i++) {
      element = element.add("c" + i, DataTypes.LongType);
    }

    assertThat(BigQueryLimits.exceededBy(element)).isEmpty();
    assertThat(BigQueryLimits.exceededBy(new StructType().add("n", new ArrayType(element, true))))
        .containsExactly(
            "BigQuery takes 10,000 columns at most, the fields of nested tables among them; found 10,001.");
  }

  private static StructType nested(int levels) {
    DataType type = DataTypes.LongType;
    StructType struct = new StructType().add("value", type);
    for (int i = 1; i <= levels; i++) {
      struct = new StructType().add("n" + i, new ArrayType(struct, true));
    }
    return struct;
  }
}
