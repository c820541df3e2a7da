package com.shopsphere.warehouse.marts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.shopsphere.warehouse.testing.Rows;
import com.shopsphere.warehouse.testing.bigquery.DialectEmulator;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What dbt built in DuckDB and in BigQuery, value by value. */
final class BuiltTables {

  private static final String SCHEMA = "marts";

  /**
   * The snapshot's own key, a hash of an instant's text, which each engine writes in its way; and
   * the instant of the build itself.
   */
  private static final Set<String> OF_THE_BUILD = Set.of("dbt_scd_id", "built_at");

  private BuiltTables() {}

  private record Column(String name, String type) {

    /** SQL of DuckDB for the text that BigQuery answers over REST. */
    String text() {
      if (type.startsWith("TIMESTAMP")) {
        return "CAST(epoch_us(%s) AS VARCHAR)".formatted(name);
      }
      return type.startsWith("DECIMAL")
          ? "rtrim(rtrim(CAST(%s AS VARCHAR), '0'), '.')".formatted(name)
          : "CAST(%s AS VARCHAR)".formatted(name);
    }
  }

  /** Names of all tables and views that dbt builds, by its own manifest. */
  static List<String> names(Path manifest) throws IOException {
    List<String> names = new ArrayList<>();
    for (JsonNode node : new ObjectMapper().readTree(manifest.toFile()).get("nodes")) {
      if (List.of("model", "snapshot").contains(node.get("resource_type").asText())) {
        names.add(node.get("alias").asText());
      }
    }
    return names;
  }

  /**
   * Compares all rows of all tables.
   *
   * @return what differs, by the name of the table; empty if nothing does
   */
  static Map<String, String> differences(Path duckdb, DialectEmulator bigQuery, List<String> names)
      throws SQLException {
    Map<String, String> differences = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + duckdb)) {
      for (String name : names) {
        String difference = difference(connection, bigQuery, name);
        if (!difference.isEmpty()) {
          differences.put(name, difference);
        }
      }
    }
    return differences;
  }

  private static String difference(Connection duckdb, DialectEmulator bigQuery, String table)
      throws SQLException {
    List<Column> columns = columns(duckdb, table);
    List<String> expected = columns.stream().map(Column::name).toList();
    List<String> found = bigQuery.columns(SCHEMA, table);
    if (!found.equals(expected)) {
      return "columns %s instead of %s".formatted(found, expected);
    }
    List<Column> compared =
        columns.stream().filter(column -> !OF_THE_BUILD.contains(column.name())).toList();
    return Rows.firstDifference(
        onBigQuery(bigQuery, table, compared), onDuckDb(duckdb, table, compared));
  }

  private static List<Column> columns(Connection duckdb, String table) throws SQLException {
    String sql =
        """
        SELECT column_name, data_type FROM duckdb_columns()
        WHERE schema_name = '%s' AND table_name = '%s' ORDER BY column_index"""
            .formatted(SCHEMA, table);
    List<Column> columns = new ArrayList<>();
    try (Statement statement = duckdb.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        columns.add(new Column(rows.getString(1), rows.getString(2)));
      }
    }
    return columns;
  }

  private static List<String> onDuckDb(Connection duckdb, String table, List<Column> columns)
      throws SQLException {
    List<String> texts =
        columns.stream().map(column -> "%s AS %s".formatted(column.text(), column.name())).toList();
    return Rows.of(
        duckdb,
        // The database has the name of its file, which is the schema's.
        "SELECT %s FROM %s.%s.%s".formatted(String.join(", ", texts), SCHEMA, SCHEMA, table));
  }

  private static List<String> onBigQuery(
      DialectEmulator bigQuery, String table, List<Column> columns) {
    List<String> names = columns.stream().map(Column::name).toList();
    return bigQuery
        .query("SELECT %s FROM %s.%s".formatted(String.join(", ", names), SCHEMA, table))
        .stream()
        .map(values -> row(names, values))
        .sorted()
        .toList();
  }

  /** As {@link Rows} writes it. */
  private static String row(List<String> names, List<@Nullable String> values) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String value = values.get(i);
      texts.add(names.get(i) + "=" + (value == null ? "NULL" : "'" + value + "'"));
    }
    return String.join(" | ", texts);
  }
}
