package com.shopsphere.warehouse.marts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.shopsphere.warehouse.load.BigQueryType;
import com.shopsphere.warehouse.testing.bigquery.DialectEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The dataset that dbt reads, filled with what the job published as Parquet. Its columns have the
 * types that the job's BigQuery target gives them, but for the parameters of NUMERIC, which the
 * emulator cannot hold.
 *
 * <p>The emulator loads neither Parquet nor nested rows, and takes a minute for a thousand rows of
 * literals: the rows are handed over as one JSON text, which a query takes apart.
 */
final class EmulatedSource {

  private static final String SCHEMA_IN_PARQUET = "org.apache.spark.sql.parquet.row.metadata";

  private final DialectEmulator bigQuery;
  private final String dataset;

  private EmulatedSource(DialectEmulator bigQuery, String dataset) {
    this.bigQuery = bigQuery;
    this.dataset = dataset;
  }

  /** Makes the dataset, without tables. */
  static EmulatedSource in(DialectEmulator bigQuery, String dataset) {
    bigQuery.createDataset(dataset);
    return new EmulatedSource(bigQuery, dataset);
  }

  /**
   * Replaces both tables.
   *
   * @param published directory of the Parquet file and its manifest
   */
  void replace(Path published) throws IOException, SQLException {
    Path parquet = published.resolve("order_line.parquet");
    bigQuery.query(
        "CREATE OR REPLACE TABLE %s.order_line AS SELECT %s FROM UNNEST(JSON_EXTRACT_ARRAY(%s)) AS line"
            .formatted(dataset, columns(schema(parquet), "line"), literal(json(parquet))));
    String manifest = Files.readString(published.resolve("order_line.manifest.json"));
    bigQuery.query(
        "CREATE OR REPLACE TABLE %s.order_line_manifest AS SELECT %s AS document, TIMESTAMP '%s' AS snapshot_at"
            .formatted(
                dataset,
                literal(manifest),
                new ObjectMapper().readTree(manifest).at("/snapshot/instant").asText()));
  }

  private static StructType schema(Path parquet) throws SQLException {
    String schema =
        answer(
            "SELECT decode(value) FROM parquet_kv_metadata('%s') WHERE decode(key) = '%s'"
                .formatted(parquet, SCHEMA_IN_PARQUET));
    return (StructType) DataType.fromJson(schema);
  }

  private static String json(Path parquet) throws SQLException {
    return answer(
        "SELECT CAST(to_json(list(line)) AS VARCHAR) FROM read_parquet('%s') AS line"
            .formatted(parquet));
  }

  private static String answer(String sql) throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      try (ResultSet answer = statement.executeQuery(sql)) {
        answer.next();
        return answer.getString(1);
      }
    }
  }

  /** SQL for the values that a JSON text has under the names of the fields. */
  private static String columns(StructType struct, String json) {
    return Arrays.stream(struct.fields())
        .map(field -> "%s AS `%s`".formatted(column(field, json), field.name()))
        .collect(Collectors.joining(", "));
  }

  private static String column(StructField field, String json) {
    String path = "%s, '$.%s'".formatted(json, field.name());
    if (field.dataType() instanceof ArrayType nested) {
      return "ARRAY(SELECT AS STRUCT %s FROM UNNEST(JSON_EXTRACT_ARRAY(%s)) AS element)"
          .formatted(columns((StructType) nested.elementType(), "element"), path);
    }
    String type = BigQueryType.of(field.dataType()).replaceFirst("[(].*", "");
    return "CAST(JSON_VALUE(%s) AS %s)".formatted(path, type);
  }

  /** What is escaped in a text of JSON is escaped likewise in one of BigQuery's SQL. */
  private static String literal(String text) {
    return TextNode.valueOf(text).toString();
  }
}
