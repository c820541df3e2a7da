package com.shopsphere.warehouse.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three parts of several row groups each. */
class ParquetPartsTest {

  private static final int ROWS = 30_000;

  private final Path parts;
  private final Path whole;

  ParquetPartsTest(@TempDir Path directory) {
    parts = directory.resolve("parts");
    whole = directory.resolve("whole.parquet");
  }

  @Test
  void keepsEveryRow() throws IOException {
    Dataset<Row> rows = rows();
    join(rows);

    Dataset<Row> joined = LocalSpark.session().read().parquet(whole.toString());

    assertThat(joined.schema()).isEqualTo(rows.schema().asNullable());
    assertThat(joined.count()).isEqualTo(ROWS);
    assertThat(joined.exceptAll(rows).isEmpty()).isTrue();
  }

  @Test
  void isReadByAReaderThatSharesNoCode() throws IOException, SQLException {
    join(rows());

    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT COUNT(*), COUNT(DISTINCT id), SUM(id), SUM(len(tags)), COUNT(text)"
                    + " FROM '%s'".formatted(whole))) {
      assertThat(row.next()).isTrue();
      assertThat(row.getLong(1)).isEqualTo(ROWS);
      assertThat(row.getLong(2)).isEqualTo(ROWS);
      assertThat(row.getLong(3)).isEqualTo((long) ROWS * (ROWS - 1) / 2);
      assertThat(row.getLong(4)).isEqualTo(2L * ROWS);
      assertThat(row.getLong(5)).isEqualTo(ROWS / 2);
    }
  }

  @Test
  void keepsTheRowGroupsAsTheyWere() throws IOException {
    join(rows());

    Configuration hadoop = new Configuration(false);
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(whole.toUri());
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
      assertThat(reader.getRowGroups()).hasSizeGreaterThan(3);
      assertThat(reader.getRecordCount()).isEqualTo(ROWS);
    }
  }

  @Test
  void keepsSparksMetadataAndAddsItsOwn() throws IOException {
    join(rows());

    assertThat(ParquetParts.metadata(whole, "shop.run")).isEqualTo("17");
    assertThat(ParquetParts.metadata(whole, "org.apache.spark.sql.parquet.row.metadata"))
        .contains("\"tags\"");
    assertThat(ParquetParts.metadata(whole, "shop.nothing")).isEmpty();
  }

  @Test
  void joinsPartsWithoutARow() throws IOException {
    join(rows().limit(0));

    assertThat(LocalSpark.session().read().parquet(whole.toString()).collectAsList()).isEmpty();
    assertThat(ParquetParts.metadata(whole, "shop.run")).isEqualTo("17");
  }

  private void join(Dataset<Row> rows) throws IOException {
    rows.write()
        .option("parquet.block.size", 64 * 1024)
        .option("parquet.page.size", 8 * 1024)
        .parquet(parts.toString());
    ParquetParts.join(parts, whole, Map.of("shop.run", "17"));
  }

  private static Dataset<Row> rows() {
    return LocalSpark.session()
        .range(0, ROWS, 1, 3)
        .selectExpr(
            "id",
            "IF(id % 2 = 0, concat('text ', id), NULL) AS text",
            "CAST(id AS DECIMAL(10, 2)) AS price",
            "array(named_struct('no', id), named_struct('no', id + 1)) AS tags");
  }
}
