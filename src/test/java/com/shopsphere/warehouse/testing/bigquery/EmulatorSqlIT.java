package com.shopsphere.warehouse.testing.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** GoogleSQL of checks by sums: what the emulator makes of it, and what it cannot do. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EmulatorSqlIT {

  private static final String TABLE =
      """
      {"tableReference": {"projectId": "test", "datasetId": "shop", "tableId": "typed"},
       "schema": {"fields": [
         {"name": "i", "type": "INTEGER"}, {"name": "s", "type": "STRING"},
         {"name": "bin", "type": "BYTES"}, {"name": "d", "type": "DATE"},
         {"name": "ts", "type": "TIMESTAMP"}, {"name": "dtm", "type": "DATETIME"},
         {"name": "b", "type": "BOOLEAN"}, {"name": "f", "type": "FLOAT"},
         {"name": "n", "type": "NUMERIC", "precision": "10", "scale": "2"},
         {"name": "big", "type": "BIGNUMERIC", "precision": "38", "scale": "10"},
         {"name": "k1", "type": "STRING"}, {"name": "k2", "type": "INTEGER"},
         {"name": "a", "type": "RECORD", "mode": "REPEATED", "fields": [
           {"name": "x", "type": "INTEGER"}, {"name": "wall", "type": "DATETIME"},
           {"name": "inner", "type": "RECORD", "mode": "REPEATED", "fields": [
             {"name": "y", "type": "INTEGER"}, {"name": "day", "type": "DATE"}]}]}]}}""";
  private static final String ROWS =
      """
      INSERT INTO shop.typed VALUES
      (1, 'Zoë', b'abc', DATE '2024-02-29', TIMESTAMP '2024-02-29 23:59:59.123456+00',
       DATETIME '2024-02-29 23:59:59.123456', TRUE, 0.1, 1.25,
       BIGNUMERIC '1234567890123456789012345678.0123456789', 'k', 1,
       [STRUCT(1 AS x, DATETIME '1969-12-31 23:59:59.5' AS wall,
          [STRUCT(10 AS y, DATE '1970-01-02' AS day), STRUCT(11 AS y, NULL AS day)] AS `inner`),
        STRUCT(2 AS x, NULL AS wall, [] AS `inner`)]),
      (9223372036854775807, '', b'', DATE '1969-12-31', TIMESTAMP '1969-12-31 23:59:59.5+00',
       DATETIME '1969-12-31 23:59:59.5', FALSE, -3.5e300, -0.01, NULL, 'k', 1, []),
      (9223372036854775807, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, [])""";

  private final BigQueryEmulator bigQuery = BigQueryEmulator.start();

  @BeforeAll
  void createTable() {
    bigQuery.createDataset("shop");
    assertThat(bigQuery.send("POST", "datasets/shop/tables", TABLE).status()).isEqualTo(200);
    bigQuery.query(ROWS);
  }

  @AfterAll
  void stop() throws IOException {
    bigQuery.close();
  }

  @Test
  void integersAddUpAsNumericBeyondTheirRange() {
    assertRow("SELECT SUM(CAST(i AS NUMERIC)) FROM shop.typed", "18446744073709551615");
  }

  @Test
  void textsAndBytesAddUpByLengthAndHash() {
    assertRow(
        "SELECT SUM(CHAR_LENGTH(s)), SUM(BYTE_LENGTH(s)), SUM(LENGTH(bin)) FROM shop.typed",
        "3",
        "4",
        "3");
    var hash = "SUM(CAST(CAST(CONCAT('0x', SUBSTR(TO_HEX(MD5(%s)), 1, 15)) AS INT64) AS NUMERIC))";
    assertRow(
        "SELECT %s, %s FROM shop.typed".formatted(hash.formatted("s"), hash.formatted("bin")),
        "2086894805493209635",
        "1603824450476519451");
  }

  @Test
  void timesAddUpAsMicrosecondsOrDays() {
    assertRow(
        """
        SELECT SUM(UNIX_DATE(d)), SUM(CAST(UNIX_MICROS(ts) AS NUMERIC)),
          SUM(CAST(UNIX_MICROS(TIMESTAMP(dtm)) AS NUMERIC)) FROM shop.typed""",
        "19781",
        "1709251198623456",
        "1709251198623456");
  }

  @Test
  void decimalsKeepTheirDigitsAndAreNotPadded() {
    assertRow("SELECT SUM(n), MIN(n), MAX(n) FROM shop.typed", "1.24", "-0.01", "1.25");
    assertRow("SELECT SUM(big) FROM shop.typed", "1234567890123456789012345678.0123456789");
  }

  @Test
  void truthAndFloatsAreCountedAndBounded() {
    assertRow(
        "SELECT COUNTIF(b), COUNT(b), MIN(f), MAX(f), COUNTIF(IS_NAN(f)) FROM shop.typed",
        "1",
        "2",
        "-3.5E300",
        "0.1",
        "0");
  }

  @Test
  void nestedArraysAreCountedAndAddedUp() {
    assertRow("SELECT SUM(ARRAY_LENGTH(a)) FROM shop.typed", "2");
    assertRow(
        """
        SELECT COUNT(*), SUM(CAST(e.x AS NUMERIC)), SUM(ARRAY_LENGTH(e.inner)),
          SUM(CAST(UNIX_MICROS(TIMESTAMP(e.wall)) AS NUMERIC))
        FROM shop.typed, UNNEST(a) AS e""",
        "2",
        "3",
        "2",
        "-500000");
    assertRow(
        """
        SELECT COUNT(*), SUM(CAST(g.y AS NUMERIC)), SUM(UNIX_DATE(g.day))
        FROM shop.typed, UNNEST(a) AS e, UNNEST(e.inner) AS g""",
        "2",
        "21",
        "1");
  }

  @Test
  void keysAreCountedByGroups() {
    assertRow("SELECT COUNT(*) FROM (SELECT 1 FROM shop.typed GROUP BY k1, k2)", "2");
  }

  @Test
  void aTableThatIsCreatedKeepsWhatItsOptionsTell() {
    bigQuery.query(
        """
        CREATE OR REPLACE TABLE shop.told (i INT64 OPTIONS (description = 'it\\'s a number'), s STRING)
        OPTIONS (description = 'a table', labels = [('team', 'sales'), ('run-id', '1')])
        AS SELECT 1, 'a'""");

    var table = bigQuery.send("GET", "datasets/shop/tables/told").body();
    assertThat(table.path("description").asText()).isEqualTo("a table");
    assertThat(table.path("labels").toString()).isEqualTo("{\"team\":\"sales\",\"run-id\":\"1\"}");
    assertThat(table.at("/schema/fields/0/description").asText()).isEqualTo("it's a number");
    assertThat(table.at("/schema/fields/1").has("description")).isFalse();
  }

  @Test
  void notAsBigQueryANumericCastToTextIsPaddedWithZeros() {
    assertRow("SELECT CAST(SUM(n) AS STRING) FROM shop.typed", "1.240000000");
  }

  @Test
  void notAsBigQueryASumOfIntegersBeyondTheirRangeDoesNotFail() {
    assertRow("SELECT SUM(i) FROM shop.typed", "18446744073709551615");
  }

  @Test
  void notAsBigQueryAnAliasNamedLikeAColumnIsAmbiguous() {
    assertThatThrownBy(() -> bigQuery.query("SELECT f.x FROM shop.typed, UNNEST(a) AS f"))
        .hasMessageContaining("Ambiguous reference");
  }

  @Test
  void notAsBigQueryBignumericHasAtMost38Digits() {
    var body =
        """
        {"tableReference": {"projectId": "test", "datasetId": "shop", "tableId": "too_big"},
         "schema": {"fields": [{"name": "x", "type": "BIGNUMERIC"}]}}""";

    var answer = bigQuery.send("POST", "datasets/shop/tables", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("/error/message")).contains("up to 38 digits");
  }

  private void assertRow(String sql, @Nullable String... values) {
    assertThat(bigQuery.query(sql)).containsExactly(Arrays.asList(values));
  }
}
