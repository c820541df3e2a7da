package com.shopsphere.warehouse.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.bigquery.TableField;
import com.shopsphere.warehouse.config.DatetimeForm;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ColumnChangesTest {

  private static final String PHONES = "phones ARRAY<STRUCT<number: STRING>>";

  @Test
  void theSameColumnsInAnotherOrderAreNoChange() {
    assertThat(
            ColumnChanges.between(fields("a INT, b STRING"), fields("b STRING, a BIGINT")).none())
        .isTrue();
  }

  @Test
  void descriptionsAreNoChange() {
    List<TableField> described =
        new BigQueryFields(DatetimeForm.DATETIME, Map.of("a", "the first"))
            .of(StructType.fromDDL("a INT"));

    assertThat(ColumnChanges.between(fields("a INT"), described).none()).isTrue();
  }

  @Test
  void namesWhatWasAddedDroppedAndChangedWithItsTypes() {
    ColumnChanges changes =
        ColumnChanges.between(
            fields("a INT, price DECIMAL(10,2)"), fields("b STRING, price DECIMAL(8,2)"));

    assertThat(changes.onlyAdded()).isFalse();
    assertThat(changes.describe())
        .isEqualTo(
            "added: b STRING; gone: a INT64; other type: price NUMERIC(10, 2), now NUMERIC(8, 2)");
  }

  @Test
  void looksIntoNestedTables() {
    ColumnChanges changes =
        ColumnChanges.between(
            fields(PHONES), fields("phones ARRAY<STRUCT<number: STRING, kind: STRING>>"));

    assertThat(changes.onlyAdded()).isTrue();
    assertThat(changes.describe()).isEqualTo("added: phones.kind STRING");
  }

  @Test
  void aNestedTableThatBecomesAColumnIsAnotherType() {
    assertThat(ColumnChanges.between(fields(PHONES), fields("phones STRING")).describe())
        .isEqualTo("other type: phones ARRAY<STRUCT<number STRING>>, now STRING");
  }

  @Test
  void addedColumnsComeBehindThoseThatAreThereAtEveryDepth() {
    List<TableField> widened =
        AddedColumns.to(
            fields("a INT, " + PHONES),
            fields("b DATE, phones ARRAY<STRUCT<kind: STRING, number: STRING>>, a INT"));

    assertThat(widened)
        .extracting(field -> field.name() + " " + field.declaration())
        .containsExactly("a INT64", "phones ARRAY<STRUCT<number STRING, kind STRING>>", "b DATE");
  }

  private static List<TableField> fields(String ddl) {
    return new BigQueryFields(DatetimeForm.DATETIME, Map.of()).of(StructType.fromDDL(ddl));
  }
}
