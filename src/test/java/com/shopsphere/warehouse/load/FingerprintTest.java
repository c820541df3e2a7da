package com.shopsphere.warehouse.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.LocalSpark;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  private static final String ROWS =
      "SELECT * FROM VALUES (1, 2.50BD, array(named_struct('n', 7))), (2, NULL, array()) AS (id, price, list)";

  private static final StructType SCHEMA =
      StructType.fromDDL("id INT, price DECIMAL(10, 2), list ARRAY<STRUCT<n: INT>>");

  private final SparkSession spark = LocalSpark.session();

  private Fingerprint of(String sql) {
    return Fingerprint.of(spark.sql(sql), SCHEMA);
  }

  @Test
  void isTheSameInAnyOrderAndAsTheTypesOfBigQuery() {
    assertThat(of(ROWS))
        .isEqualTo(of(ROWS + " ORDER BY id DESC"))
        .isEqualTo(
            of(
                """
                SELECT CAST(id AS LONG) AS id, CAST(price AS DECIMAL(38, 9)) AS price,
                  CAST(list AS ARRAY<STRUCT<n: LONG>>) AS list FROM (%s)"""
                    .formatted(ROWS)));
  }

  @Test
  void changesWithEveryValue() {
    assertThat(of(ROWS))
        .isNotEqualTo(of(ROWS.replace("2.50BD", "2.51BD")))
        .isNotEqualTo(of(ROWS.replace("'n', 7", "'n', 8")))
        .isNotEqualTo(of(ROWS.replace("NULL", "0.00BD")));
  }

  @Test
  void countsRowsSoThatOneTwiceIsNotTwoRows() {
    assertThat(of(ROWS + " WHERE id = 1").rows()).isEqualTo(1);
    assertThat(of(ROWS + " UNION ALL " + ROWS)).isNotEqualTo(of(ROWS));
  }

  @Test
  void ofNoRowsIsZero() {
    Fingerprint none = of(ROWS + " WHERE id = 3");

    assertThat(none.rows()).isZero();
    assertThat(none.hashes()).isZero();
  }
}
