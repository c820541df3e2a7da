package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.SchemaRun;
import com.shopsphere.warehouse.testing.Servers;
import com.shopsphere.warehouse.testing.bigquery.BigQueryServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways into BigQuery; run with each connector. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class BigQueryWriteIT {

  private static final String MERGE = "grain = line, folds { note = nest }";

  private static BigQueryServer bigQuery;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    bigQuery = BigQueryServer.start();
  }

  @AfterAll
  static void stop() throws IOException {
    bigQuery.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "indirect"})
  void everyTypeArrivesAlsoInNestedTables(String method) throws SQLException {
    bigQuery.createDataset("types_" + method);
    SchemaRun run =
        SchemaRun.create(
                Servers.mariadb(),
                directory,
                "SET time_zone = '+00:00'",
                "CREATE TABLE customer (id INT PRIMARY KEY, name VARCHAR(20))",
                """
                CREATE TABLE line (id INT PRIMARY KEY, customer INT, price DECIMAL(10,2),
                  exact DECIMAL(38,10), weight DOUBLE, gift BOOL, day DATE, sold TIMESTAMP(6) NULL,
                  promised DATETIME(6), big BIGINT UNSIGNED, picture VARBINARY(9), text TEXT,
                  FOREIGN KEY (customer) REFERENCES customer (id))""",
                """
                CREATE TABLE note (id INT PRIMARY KEY, line INT, text VARCHAR(20), rate DECIMAL(5,4),
                  wrote DATETIME(3), FOREIGN KEY (line) REFERENCES line (id))""",
                "INSERT INTO customer VALUES (1, 'Zoë 🛒')",
                """
                INSERT INTO line VALUES
                  (1, 1, 19.90, 1234567890123456789012345678.0123456789, 0.1, 1, '2024-02-29',
                   '2024-02-29 23:59:59.123456', '2024-03-31 02:30:00.654321',
                   18446744073709551615, X'00FF', ''),
                  (2, NULL, -0.01, NULL, 1e300, 0, '1969-12-31', NULL, '1969-12-31 23:59:59',
                   0, X'', 'a\\nb'),
                  (3, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)""",
                """
                INSERT INTO note VALUES (1, 1, 'first', 0.0001, '2024-01-01 00:00:00.125'),
                  (2, 1, NULL, NULL, NULL)""")
            .into(bigQuery, "types_" + method);

    run.publish(
        MERGE,
        "--set",
        "target.bigquery.write-method=" + method,
        "--set",
        "target.bigquery.temporary-gcs-bucket=" + bigQuery.bucket(),
        "--set",
        "target.bigquery.datetime=" + local("datetime", "timestamp-utc"));

    assertThat(bigQuery.query("SELECT * FROM types_%s.unified ORDER BY id".formatted(method)))
        .containsExactly(
            texts(
                "1",
                "1",
                "19.9",
                "1234567890123456789012345678.0123456789",
                "0.1",
                "1",
                "2024-02-29",
                "1709251199123456",
                local("2024-03-31T02:30:00.654321", "1711852200654321"),
                "18446744073709551615",
                "AP8=",
                "",
                "Zoë 🛒",
                "[{\"id\":\"1\",\"text\":\"first\",\"rate\":\"0.0001\",\"wrote\":\"%s\"},"
                        .formatted(local("2024-01-01T00:00:00.125000", "1704067200125000"))
                    + "{\"id\":\"2\",\"text\":null,\"rate\":null,\"wrote\":null}]"),
            texts(
                "2",
                null,
                "-0.01",
                null,
                "1.0E300",
                "0",
                "1969-12-31",
                null,
                local("1969-12-31T23:59:59", "-1000000"),
                "0",
                "",
                "a\nb",
                null,
                "[]"),
            texts(
                "3", "1", null, null, null, null, null, null, null, null, null, null, "Zoë 🛒",
                "[]"));
    assertThat(bigQuery.objects()).isEmpty();
  }

  /** What the connector under test can write: the older knows instants only. */
  private static String local(String datetime, String instant) {
    return System.getProperty("bigquery.connector.version", "").startsWith("0.3")
        ? instant
        : datetime;
  }

  private static List<@Nullable String> texts(@Nullable String... values) {
    return Arrays.asList(values);
  }
}
