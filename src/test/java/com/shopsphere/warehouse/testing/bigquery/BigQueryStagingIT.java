package com.shopsphere.warehouse.testing.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real connector appends to a table that was made over REST, directly and by a bucket. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BigQueryStagingIT {

  private static final String BUCKET = "shop-bucket";
  private static final String TABLE =
      """
      {"tableReference": {"projectId": "test", "datasetId": "shop", "tableId": "%s"},
       "description": "Lines", "labels": {"run": "1"}, "expirationTime": "1893456000000",
       "timePartitioning": {"type": "DAY", "field": "day"}, "clustering": {"fields": ["id"]},
       "schema": {"fields": [
         {"name": "id", "type": "INTEGER", "description": "The key"},
         {"name": "price", "type": "NUMERIC", "precision": "10", "scale": "2"},
         {"name": "exact", "type": "BIGNUMERIC", "precision": "38", "scale": "10"},
         {"name": "ordered_at", "type": "TIMESTAMP"},
         {"name": "day", "type": "DATE"},
         {"name": "items", "type": "RECORD", "mode": "REPEATED", "fields": [
           {"name": "sku", "type": "STRING", "description": "Nested"},
           {"name": "tax", "type": "NUMERIC", "precision": "20", "scale": "4"},
           {"name": "sold_at", "type": "TIMESTAMP"},
           {"name": "notes", "type": "RECORD", "mode": "REPEATED", "fields": [
             {"name": "text", "type": "STRING"}]}]}]}}""";
  private static final String ROWS =
      """
      SELECT * FROM VALUES
        (1L, 19.90BD, CAST(1234567890123456789012345678.0123456789BD AS DECIMAL(38, 10)),
         TIMESTAMP '2024-02-29 23:59:59.123456', DATE '2024-02-29',
         array(
           named_struct('sku', 'Zoë 🛒', 'tax', CAST(0.0001 AS DECIMAL(20, 4)),
             'sold_at', TIMESTAMP '1969-12-31 23:59:59', 'notes', array(named_struct('text', 'n'))),
           named_struct('sku', NULL, 'tax', NULL, 'sold_at', NULL, 'notes', array()))),
        (2L, -0.01BD, NULL, NULL, DATE '1969-12-31', array()),
        (3L, NULL, NULL, NULL, NULL, NULL)
      AS t(id, price, exact, ordered_at, day, items)""";

  private final BigQueryEmulator bigQuery = BigQueryEmulator.start();
  private SparkSession spark;

  @BeforeAll
  void start() {
    bigQuery.createDataset("shop");
    bigQuery.storage().createBucket(BUCKET, "US");
    var builder =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.session.timeZone", "UTC");
    bigQuery.storage().sparkProperties().forEach(builder::config);
    spark = builder.getOrCreate();
  }

  @AfterAll
  void stop() throws IOException {
    spark.stop();
    bigQuery.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "indirect"})
  void rowsArriveInATableThatStaysAsMade(String method) {
    var name = "made_" + method;
    bigQuery.send("POST", "datasets/shop/tables", TABLE.formatted(name));
    var before = table(name);
    var rows =
        spark
            .sql(ROWS)
            .selectExpr(
                "id",
                "CAST(price AS DECIMAL(10, 2)) AS price",
                "exact",
                "ordered_at",
                "day",
                "items");

    append(rows, method, name);

    var after = table(name);
    assertThat(after.path("numRows").asText()).isEqualTo("3");
    assertThat(after.path("lastModifiedTime").asLong())
        .isGreaterThan(before.path("lastModifiedTime").asLong());
    var changing = List.of("numRows", "lastModifiedTime", "etag");
    assertThat(after.remove(changing)).isEqualTo(before.remove(changing));
    assertThat(
            bigQuery.query(
                "SELECT id, price, exact, ordered_at, day, items FROM shop.%s ORDER BY id"
                    .formatted(name)))
        .containsExactly(
            texts(
                "1",
                "19.9",
                "1234567890123456789012345678.0123456789",
                "1709251199123456",
                "2024-02-29",
                "[{\"sku\":\"Zoë 🛒\",\"tax\":\"0.0001\",\"sold_at\":\"-1000000\","
                    + "\"notes\":[{\"text\":\"n\"}]},"
                    + "{\"sku\":null,\"tax\":null,\"sold_at\":null,\"notes\":[]}]"),
            texts("2", "-0.01", null, null, "1969-12-31", "[]"),
            texts("3", null, null, null, null, "[]"));
    assertThat(
            bigQuery.query(
                "SELECT SUM(ARRAY_LENGTH(items)) FROM shop.%s WHERE id > 1".formatted(name)))
        .containsExactly(texts("0"));
    assertThat(bigQuery.storage().objects(BUCKET)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "indirect"})
  void localTimesArriveByTheNewerConnectorOnly(String method) {
    var name = "local_" + method;
    bigQuery.send(
        "POST",
        "datasets/shop/tables",
        """
        {"tableReference": {"projectId": "test", "datasetId": "shop", "tableId": "%s"},
         "schema": {"fields": [{"name": "at", "type": "DATETIME"},
           {"name": "list", "type": "RECORD", "mode": "REPEATED", "fields": [
             {"name": "at", "type": "DATETIME"}]}]}}"""
            .formatted(name));
    var rows =
        spark.sql(
            """
            SELECT TIMESTAMP_NTZ '2024-02-29 23:59:59.123456' AS at,
              array(named_struct('at', TIMESTAMP_NTZ '1969-12-31 23:59:59.5')) AS list""");

    if (connectorVersion().startsWith("0.3")) {
      assertThatThrownBy(() -> append(rows, method, name))
          .hasStackTraceContaining("Data type not expected: timestamp_ntz");
      return;
    }
    append(rows, method, name);

    assertThat(bigQuery.query("SELECT `at`, list FROM shop." + name))
        .containsExactly(
            texts("2024-02-29T23:59:59.123456", "[{\"at\":\"1969-12-31T23:59:59.500000\"}]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "indirect"})
  void aFractionOfASecondBefore1970IsWrongByADirectWriteOfTheOlderConnector(String method) {
    var name = "early_" + method;
    bigQuery.query(
        "CREATE TABLE shop.%s (`at` TIMESTAMP, list ARRAY<STRUCT<moment TIMESTAMP>>)"
            .formatted(name));
    var rows =
        spark.sql(
            """
            SELECT TIMESTAMP '1969-12-31 23:59:58.5' AS at,
              array(named_struct('moment', TIMESTAMP '1969-12-31 23:59:58.5')) AS list""");

    append(rows, method, name);

    var isWrong = connectorVersion().startsWith("0.3") && method.equals("direct");
    var micros = isWrong ? "-500000" : "-1500000";
    assertThat(bigQuery.query("SELECT `at`, list FROM shop." + name))
        .containsExactly(texts(micros, "[{\"moment\":\"%s\"}]".formatted(micros)));
  }

  @Test
  void aSecondAppendByABucketAddsItsRows() {
    bigQuery.query("CREATE TABLE shop.twice (id INT64, name STRING)");

    append(spark.sql("SELECT 1L AS id, 'a' AS name"), "indirect", "twice");
    append(spark.sql("SELECT 'b' AS name, 2L AS id"), "indirect", "twice");

    assertThat(bigQuery.query("SELECT id, name FROM shop.twice ORDER BY id"))
        .containsExactly(texts("1", "a"), texts("2", "b"));
    assertThat(table("twice").path("numRows").asText()).isEqualTo("2");
  }

  private static String connectorVersion() {
    return System.getProperty("bigquery.connector.version", "unknown");
  }

  private ObjectNode table(String name) {
    return (ObjectNode) bigQuery.send("GET", "datasets/shop/tables/" + name).body();
  }

  private void append(Dataset<Row> rows, String method, String table) {
    rows.write()
        .format("bigquery")
        .options(bigQuery.connectorOptions())
        .option("writeMethod", method)
        .option("temporaryGcsBucket", BUCKET)
        .option("enableListInference", "true")
        .mode(SaveMode.Append)
        .save("shop." + table);
  }

  private static List<@Nullable String> texts(@Nullable String... values) {
    return Arrays.asList(values);
  }
}
