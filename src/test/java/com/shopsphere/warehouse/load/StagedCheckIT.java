package com.shopsphere.warehouse.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.bigquery.BigQueryApi;
import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.failure.VerificationException;
import com.shopsphere.warehouse.testing.BigQueryConfigs;
import com.shopsphere.warehouse.testing.LocalSpark;
import com.shopsphere.warehouse.testing.bigquery.BigQueryEmulator;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows in Spark against a staging table in an emulated BigQuery that differs in one thing. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class StagedCheckIT {

  private static final String VALUES =
      """
      SELECT 1 AS id, 'Zoë 🛒' AS name, X'00FF' AS picture, true AS gift,
        CAST(19.90 AS DECIMAL(10, 2)) AS price,
        CAST(1234567890123456789012345678.0123456789 AS DECIMAL(38, 10)) AS exact,
        0.1D AS weight, DATE '2024-02-29' AS day, TIMESTAMP '2024-02-29 23:59:59.123456Z' AS sold,
        TIMESTAMP_NTZ '1969-12-31 23:59:59.5' AS promised,
        array(named_struct('text', 'first', 'rate', 5L), named_struct('text', 'second', 'rate', 7L))
          AS notes
      UNION ALL SELECT 2, 'b', X'', false, -0.01, NULL, 1e300D, DATE '1969-12-31', NULL, NULL,
        array(named_struct('text', 'third', 'rate', 7L))
      UNION ALL SELECT 3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, array()""";

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static BigQueryEmulator bigQuery;
  private static BigQueryDataset dataset;
  private static Dataset<Row> rows;

  @BeforeAll
  static void start() {
    bigQuery = BigQueryEmulator.start();
    bigQuery.createDataset("sales");
    TargetConfig.BigQuery config =
        BigQueryConfigs.with(
            "project=" + bigQuery.project(),
            "access-token=t",
            "endpoints.api=" + bigQuery.httpEndpoint());
    BigQueryApi api = BigQueryApi.connect(config);
    dataset = new BigQueryDataset(config, api, api.jobs("US"));
    rows = LocalSpark.session().sql(VALUES);
  }

  @AfterAll
  static void stop() throws IOException {
    bigQuery.close();
  }

  /** The rows as BigQuery would have them. */
  private static StagingName staged() {
    StagingName name =
        new StagingName(
            "orders", new RunId("20261124_091500_%06x".formatted(NUMBER.incrementAndGet())));
    bigQuery.query(
        """
        CREATE TABLE sales.%s (id INT64, name STRING, picture BYTES, gift BOOL,
          price NUMERIC(10, 2), exact BIGNUMERIC(38, 10), weight FLOAT64, day DATE, sold TIMESTAMP,
          promised DATETIME, notes ARRAY<STRUCT<text STRING, rate INT64>>)"""
            .formatted(name));
    bigQuery.query(
        """
        INSERT INTO sales.%s VALUES
          (1, 'Zoë 🛒', FROM_HEX('00FF'), true, NUMERIC '19.90',
           BIGNUMERIC '1234567890123456789012345678.0123456789', 0.1, DATE '2024-02-29',
           TIMESTAMP '2024-02-29 23:59:59.123456+00', DATETIME '1969-12-31 23:59:59.5',
           [STRUCT('first' AS text, 5 AS rate), STRUCT('second' AS text, 7 AS rate)]),
          (2, 'b', FROM_HEX(''), false, NUMERIC '-0.01', NULL, 1e300, DATE '1969-12-31', NULL, NULL,
           [STRUCT('third' AS text, 7 AS rate)]),
          (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, [])"""
            .formatted(name));
    return name;
  }

  private static long check(StagingName name) {
    return new StagedCheck(dataset, name, List.of("id")).require(rows);
  }

  @Test
  void theSameRowsPass() {
    assertThat(check(staged())).isEqualTo(3);
  }

  @Test
  void aTableWithoutRowsPassesIfNoneWereWritten() {
    StagingName name = staged();
    bigQuery.query("DELETE FROM sales.%s WHERE true".formatted(name));

    assertThat(new StagedCheck(dataset, name, List.of("id")).require(rows.limit(0))).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DELETE FROM sales.%s WHERE id = 2 | number of rows is 2, expected 3
          INSERT INTO sales.%s SELECT * FROM sales.%s WHERE id = 2 | number of rows is 4, expected 3
          UPDATE sales.%s SET id = 2 WHERE id = 3 | number of different keys is 2, expected 3
          UPDATE sales.%s SET id = NULL WHERE id = 3 | number of keys with NULL is 1, expected 0
          UPDATE sales.%s SET name = 'c' WHERE id = 2 | sum of hashes of name is
          UPDATE sales.%s SET name = '' WHERE id = 3 | number of values of name is 3, expected 2
          UPDATE sales.%s SET picture = FROM_HEX('00FE') WHERE id = 1 | sum of hashes of picture is
          UPDATE sales.%s SET gift = true WHERE id = 2 | number of true of gift is 2, expected 1
          UPDATE sales.%s SET price = NUMERIC '19.91' WHERE id = 1 | sum of price is 19.9, expected 19.89
          UPDATE sales.%s SET exact = exact + BIGNUMERIC '0.0000000001' WHERE id = 1 | sum of exact is
          UPDATE sales.%s SET weight = 0.10000000000000002 WHERE id = 1 | least value of weight is
          UPDATE sales.%s SET weight = 1.0000000000000002e300 WHERE id = 2 | greatest value of weight is
          UPDATE sales.%s SET day = DATE '1970-01-01' WHERE id = 2 | sum of days of day is
          UPDATE sales.%s SET sold = TIMESTAMP '2024-02-29 23:59:59.123457+00' WHERE id = 1 | sum of microseconds of sold is
          UPDATE sales.%s SET promised = DATETIME '1970-01-01 00:00:00.5' WHERE id = 1 | sum of microseconds of promised is 500000, expected -500000
          UPDATE sales.%s SET notes = [] WHERE id = 2 | number of elements of notes is 2, expected 3
          UPDATE sales.%s SET notes = [STRUCT('third' AS text, 8 AS rate)] WHERE id = 2 | sum of notes.rate is 20, expected 19
          """)
  void whatDiffersIsNamed(String change, String told) {
    StagingName name = staged();
    bigQuery.query(change.replace("%s", name.value()));

    assertThatThrownBy(() -> check(name))
        .isInstanceOf(VerificationException.class)
        .hasMessageContaining(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name = CASE id WHEN 1 THEN 'b' ELSE 'Zoë 🛒' END | rows
          price = CASE id WHEN 1 THEN NUMERIC '-0.01' ELSE NUMERIC '19.90' END | rows
          gift = NOT gift | rows
          notes = CASE id WHEN 1 THEN [STRUCT('third' AS text, 7 AS rate)] ELSE [STRUCT('first' AS text, 5 AS rate), STRUCT('second' AS text, 7 AS rate)] END | elements of notes
          notes = CASE id WHEN 2 THEN notes ELSE [STRUCT('first' AS text, 7 AS rate), STRUCT('second' AS text, 5 AS rate)] END | elements of notes
          """)
  void valuesThatHaveChangedPlacesAreNoticed(String change, String where) {
    StagingName name = staged();
    bigQuery.query("UPDATE sales.%s SET %s WHERE id < 3".formatted(name, change));

    assertThatThrownBy(() -> check(name))
        .isInstanceOf(VerificationException.class)
        .hasMessageContaining("what was written: sum of hashes of %s is".formatted(where))
        .hasMessageNotContaining(";");
  }
}
