package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.shopsphere.warehouse.demo.Shape;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.Shop;
import com.shopsphere.warehouse.testing.bigquery.BigQueryServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shopsphere's unified table in BigQuery and as Parquet, of one source, compared value by value;
 * run with each connector. The property {@code rows.scale} sets the thousands of order lines.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class BigQueryRowsIT {

  private static final int PAGE = 10_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path directory;
  private static BigQueryServer bigQuery;
  private static TimeZone zone;
  private static Shop shop;

  @BeforeAll
  static void start() throws SQLException, IOException {
    bigQuery = BigQueryServer.start();
    // DuckDB's driver makes local times of instants, and one hour in spring does not exist.
    zone = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    shop =
        Shop.create(Servers.mariadb(), Shape.FIFTEEN_TABLES, Integer.getInteger("rows.scale", 1));
    run("type = parquet, table = order_line, parquet.path = \"%s\"".formatted(directory));
  }

  @AfterAll
  static void stop() throws IOException {
    TimeZone.setDefault(zone);
    bigQuery.close();
  }

  private static void run(String target) throws IOException {
    Path configuration =
        Files.writeString(
            directory.resolve("job.conf"),
            "include required(file(\"%s\"))\ntarget { %s }"
                .formatted(Path.of("conf", "shopsphere.conf").toAbsolutePath(), target));
    assertThat(WarehouseJob.run(shop.environment(), "run", "--config", configuration.toString()))
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "indirect"})
  void bothTargetsHaveTheSameRows(String method) throws SQLException, IOException {
    bigQuery.createDataset("rows_" + method);
    run(
        bigQuery.target("rows_" + method, directory)
            + "bigquery { write-method = %s, temporary-gcs-bucket = %s }"
                .formatted(method, bigQuery.bucket()));

    int compared = 0;
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet parquet =
            statement.executeQuery(
                "SELECT * FROM read_parquet('%s') ORDER BY order_id, sku"
                    .formatted(directory.resolve("order_line.parquet")))) {
      String columns = columns(parquet.getMetaData());
      List<List<@Nullable String>> page;
      do {
        page =
            bigQuery.query(
                "SELECT %s FROM rows_%s.order_line ORDER BY order_id, sku LIMIT %d OFFSET %d"
                    .formatted(columns, method, PAGE, compared));
        for (List<@Nullable String> row : page) {
          assertThat(parquet.next()).as("row %d of the Parquet file", compared).isTrue();
          assertSame(parquet, row);
          compared++;
        }
      } while (page.size() == PAGE);
      assertThat(parquet.next()).as("row %d of the Parquet file", compared).isFalse();
    }
    assertThat(compared).isEqualTo(1_000 * Integer.getInteger("rows.scale", 1));
  }

  private static String columns(ResultSetMetaData columns) throws SQLException {
    int count = columns.getColumnCount();
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = "`%s`".formatted(columns.getColumnName(i + 1));
    }
    return String.join(", ", names);
  }

  private static void assertSame(ResultSet parquet, List<@Nullable String> row)
      throws SQLException, IOException {
    for (int i = 0; i < row.size(); i++) {
      Object value = parquet.getObject(i + 1);
      JsonNode expected = canonical(value);
      JsonNode found = found(row.get(i), value);
      if (!expected.equals(found)) {
        throw new AssertionError(
            "%s of %s: expected %s, found %s"
                .formatted(
                    parquet.getMetaData().getColumnName(i + 1),
                    row.subList(0, 2),
                    expected,
                    found));
      }
    }
  }

  private static JsonNode found(@Nullable String text, @Nullable Object expected)
      throws JsonProcessingException {
    if (text == null) {
      return JsonNodeFactory.instance.nullNode();
    }
    if (expected instanceof Array || expected instanceof DuckDBStruct) {
      return JSON.readTree(text);
    }
    return JsonNodeFactory.instance.textNode(text);
  }

  /** Values as the emulator tells them. */
  private static JsonNode canonical(@Nullable Object value) throws SQLException {
    if (value == null) {
      return JsonNodeFactory.instance.nullNode();
    }
    if (value instanceof Array array) {
      ArrayNode elements = JsonNodeFactory.instance.arrayNode();
      for (Object element : (Object[]) array.getArray()) {
        elements.add(canonical(element));
      }
      return elements;
    }
    if (value instanceof DuckDBStruct struct) {
      ObjectNode fields = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, Object> field : struct.getMap().entrySet()) {
        fields.set(field.getKey(), canonical(field.getValue()));
      }
      return fields;
    }
    return JsonNodeFactory.instance.textNode(text(value));
  }

  private static String text(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }
    if (value instanceof Float single) {
      return Double.toString(single);
    }
    if (value instanceof OffsetDateTime instant) {
      return microseconds(instant.toInstant());
    }
    if (value instanceof Timestamp instant) {
      return microseconds(instant.toInstant());
    }
    return value.toString();
  }

  private static String microseconds(Instant instant) {
    return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
  }
}
