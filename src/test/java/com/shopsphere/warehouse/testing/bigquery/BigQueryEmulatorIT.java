package com.shopsphere.warehouse.testing.bigquery;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.apache.spark.sql.types.DataTypes.createDecimalType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** The real connector against the emulator: what later tests of the BigQuery target rely on. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BigQueryEmulatorIT {

  private static final StructType PHONE =
      new StructType().add("number", StringType).add("calls", IntegerType);
  private static final StructType SCHEMA =
      new StructType()
          .add("name", StringType)
          .add("quantity", IntegerType)
          .add("price", createDecimalType(10, 2))
          .add("ordered_at", TimestampType)
          .add("ordered_on", DateType)
          .add("paid", BooleanType)
          .add("weight", DoubleType)
          .add("big_id", createDecimalType(20, 0))
          .add("phones", createArrayType(PHONE));
  private static final Instant ORDERED_AT = Instant.parse("2024-02-29T23:59:59.123456Z");
  private static final LocalDate ORDERED_ON = LocalDate.of(2024, 2, 29);
  private static final BigDecimal LARGEST_UNSIGNED = new BigDecimal("18446744073709551615");

  private final BigQueryEmulator bigQuery = BigQueryEmulator.start();
  private final SparkSession spark =
      SparkSession.builder()
          .master("local[1]")
          .config("spark.ui.enabled", false)
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.sql.session.timeZone", "UTC")
          .getOrCreate();

  @BeforeAll
  void createDataset() {
    bigQuery.createDataset("shop");
  }

  @AfterAll
  void stop() throws IOException {
    spark.stop();
    bigQuery.close();
  }

  @Test
  void directWriteToFreshTableKeepsEveryValue() {
    write(orders(), SaveMode.ErrorIfExists, "fresh");

    assertThat(bigQuery.tableExists("shop", "fresh")).isTrue();
    assertThat(
            bigQuery.query(
                """
                SELECT name, quantity, price, ordered_at, ordered_on, paid, weight,
                  big_id, phones
                FROM shop.fresh ORDER BY quantity
                """))
        .containsExactly(
            texts(
                "Zoë 🛒 中文",
                "1",
                "19.9",
                "1709251199123456",
                "2024-02-29",
                "true",
                "0.1",
                "18446744073709551615",
                "[{\"number\":\"+1 📞\",\"calls\":\"3\"},{\"number\":null,\"calls\":null}]"),
            texts("", "2", "-0.01", null, null, "false", null, "0", "[]"),
            texts(null, "3", null, null, null, null, null, null, "[]"));
  }

  @Test
  void appendCreatesTheTableAndAddsToIt() {
    write(orders(), SaveMode.Append, "appended");
    write(orders(), SaveMode.Append, "appended");

    assertThat(bigQuery.query("SELECT COUNT(*), COUNT(DISTINCT quantity) FROM shop.appended"))
        .containsExactly(texts("6", "3"));
  }

  @Test
  void errorIfExistsLeavesTheTableAlone() {
    write(orders(), SaveMode.ErrorIfExists, "kept");

    assertThatThrownBy(() -> write(orders(), SaveMode.ErrorIfExists, "kept"))
        .hasMessageContaining("already exists");
    assertThat(bigQuery.query("SELECT COUNT(*) FROM shop.kept")).containsExactly(texts("3"));
  }

  @Test
  void overwriteReplacesEveryRow() {
    write(orders(), SaveMode.ErrorIfExists, "replaced");

    write(orders().where("quantity = 2"), SaveMode.Overwrite, "replaced");

    assertThat(bigQuery.query("SELECT quantity, price FROM shop.replaced"))
        .containsExactly(texts("2", "-0.01"));
  }

  @Test
  void overwriteMatchesColumnsByName() {
    write(spark.sql("SELECT 1 AS a, 2 AS b"), SaveMode.ErrorIfExists, "turned");

    write(spark.sql("SELECT 20 AS b, 10 AS a"), SaveMode.Overwrite, "turned");

    assertThat(bigQuery.query("SELECT a, b FROM shop.turned")).containsExactly(texts("10", "20"));
  }

  @Test
  void overwriteThatFailsLeavesTheTableAlone() {
    write(orders(), SaveMode.ErrorIfExists, "unharmed");
    var failing = orders().where("IF(quantity = 3, raise_error('row 3'), true)");

    assertThatThrownBy(() -> write(failing, SaveMode.Overwrite, "unharmed"))
        .hasStackTraceContaining("row 3");
    assertThat(bigQuery.query("SELECT COUNT(*) FROM shop.unharmed")).containsExactly(texts("3"));
  }

  @Test
  void overwriteKeepsThePartitioning() {
    bigQuery.query("CREATE TABLE shop.by_day (id INT64, day DATE) PARTITION BY day");

    write(spark.sql("SELECT 1L AS id, DATE '2024-02-29' AS day"), SaveMode.Overwrite, "by_day");

    assertThat(bigQuery.query("SELECT id, day FROM shop.by_day"))
        .containsExactly(texts("1", "2024-02-29"));
    assertThat(
            bigQuery.query(
                "SELECT column_name FROM shop.INFORMATION_SCHEMA.COLUMNS"
                    + " WHERE table_name = 'by_day' AND is_partitioning_column = 'YES'"))
        .containsExactly(texts("day"));
  }

  @Test
  void writeOfManyBatchesArrivesWhole() {
    write(
        spark.range(50_000).selectExpr("id", "repeat('x', 500) AS text"), SaveMode.Append, "long");

    assertThat(bigQuery.query("SELECT COUNT(*), COUNT(DISTINCT id), SUM(id) FROM shop.long"))
        .containsExactly(texts("50000", "50000", "1249975000"));
  }

  @Test
  void connectorReadsBackWhatItWrote() {
    write(orders(), SaveMode.ErrorIfExists, "read_back");

    assertThat(read().load("shop.read_back").orderBy("quantity").collectAsList())
        .extracting(row -> row.getString(0), row -> row.get(3), row -> row.getList(8).size())
        .containsExactly(
            tuple("Zoë 🛒 中文", Timestamp.from(ORDERED_AT), 2),
            tuple("", null, 0),
            tuple(null, null, 0));
  }

  @Test
  void connectorReadsTheResultOfAQuery() {
    write(orders(), SaveMode.ErrorIfExists, "queried");

    var row =
        read()
            .option("viewsEnabled", "true")
            .option("materializationDataset", "shop")
            .option(
                "query",
                "SELECT COUNT(*) AS row_count, COUNT(DISTINCT quantity) AS key_count,"
                    + " SUM(price) AS price FROM shop.queried")
            .load()
            .first();

    assertThat(row.getLong(0)).isEqualTo(3);
    assertThat(row.getLong(1)).isEqualTo(3);
    assertThat(row.getDecimal(2)).isEqualByComparingTo("19.89");
  }

  @Test
  void aTableNeverWrittenDoesNotExist() {
    assertThat(bigQuery.tableExists("shop", "never_written")).isFalse();
  }

  @Test
  void aRefusedQueryCarriesTheAnswer() {
    assertThatThrownBy(() -> bigQuery.query("SELECT * FROM shop.never_written"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Cannot complete POST queries")
        .hasMessageContaining("Not found: Table test.shop.never_written");
  }

  private DataFrameReader read() {
    return spark.read().format("bigquery").options(bigQuery.connectorOptions());
  }

  private void write(Dataset<Row> rows, SaveMode mode, String table) {
    rows.write()
        .format("bigquery")
        .options(bigQuery.connectorOptions())
        .option("writeMethod", "direct")
        .mode(mode)
        .save("shop." + table);
  }

  private Dataset<Row> orders() {
    var phones = List.of(RowFactory.create("+1 📞", 3), RowFactory.create(null, null));
    return spark.createDataFrame(
        List.of(
            RowFactory.create(
                "Zoë 🛒 中文",
                1,
                new BigDecimal("19.90"),
                ORDERED_AT,
                ORDERED_ON,
                true,
                0.1,
                LARGEST_UNSIGNED,
                phones),
            RowFactory.create(
                "",
                2,
                new BigDecimal("-0.01"),
                null,
                null,
                false,
                null,
                BigDecimal.ZERO,
                List.of()),
            RowFactory.create(null, 3, null, null, null, null, null, null, null)),
        SCHEMA);
  }

  private static List<@Nullable String> texts(@Nullable String... values) {
    return Arrays.asList(values);
  }
}
