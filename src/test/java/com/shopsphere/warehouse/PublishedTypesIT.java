package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.EmbeddedServer;
import com.shopsphere.warehouse.testing.SchemaRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that are easily altered on their way through Spark and Parquet, read back by DuckDB. */
class PublishedTypesIT {

  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#all")
  void daysBeforeTheGregorianCalendarAreThoseOfTheServer(EmbeddedServer server)
      throws SQLException, IOException {
    SchemaRun run =
        SchemaRun.create(
            server,
            directory,
            "CREATE TABLE t (id INT PRIMARY KEY, d DATE, dt DATETIME(6))",
            """
            INSERT INTO t VALUES
              (1, '0001-01-01', '0001-01-01 00:00:00.000001'),
              (2, '1500-02-28', '1582-10-10 12:00:00'),
              (3, '1883-11-18', '2024-03-10 02:30:00'),
              (4, '9999-12-31', '9999-12-31 23:59:59.999999')""");

    run.publish("grain = t");

    assertThat(
            run.published(
                "SELECT id, CAST(d AS VARCHAR) AS d, strftime(dt, '%Y-%m-%d %H:%M:%S.%f') AS dt FROM unified"))
        .isEqualTo(run.onServer("SELECT id, CAST(d AS CHAR) AS d, CAST(dt AS CHAR) AS dt FROM t"));
  }

  @ParameterizedTest
  @MethodSource("com.shopsphere.warehouse.testing.Servers#all")
  void theManifestTellsHowManyValuesBecameNull(EmbeddedServer server)
      throws SQLException, IOException {
    SchemaRun run =
        SchemaRun.create(
            server,
            directory,
            "SET sql_mode = ''",
            "CREATE TABLE t (id INT PRIMARY KEY, d DATE)",
            "INSERT INTO t VALUES (1, '0000-00-00'), (2, '2024-01-01'), (3, '0000-00-00')");

    SchemaRun.Outcome outcome = run.run("grain = t", "--set", "source.types.columns.\"t.d\"=null");

    assertThat(outcome.exitCode()).as(() -> String.join("\n", outcome.log())).isZero();
    assertThat(run.published("SELECT id FROM unified WHERE d IS NULL"))
        .containsExactly("id=1", "id=3");
    assertThat(Files.readString(directory.resolve("unified.manifest.json")))
        .contains("\"rows_read\" : 3", "\"nulled\" : 2");
  }
}
