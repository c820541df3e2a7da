package com.shopsphere.warehouse.report;

import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.shopsphere.warehouse.testing.MergeConfigs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanJsonTest {

  private static final PlanDocument PLAN =
      Plans.plan(
          MergeConfigs.grain("line").nest("note").allocate("sale.total", "quantity").build(),
          table("line")
              .rows(1000)
              .notNull("id", "int")
              .column("sale_id", "varchar(36)")
              .column("quantity", "int")
              .primaryKey("id")
              .reference("l", "sale_id", "sale", "id"),
          table("sale")
              .notNull("id", "varchar(36)")
              .column("total", "decimal(12,2)")
              .primaryKey("id"),
          table("note")
              .notNull("id", "int")
              .column("line_id", "int")
              .column("été", "text")
              .primaryKey("id")
              .reference("n", "line_id", "line", "id"),
          table("island").notNull("id", "int").primaryKey("id"));

  @Test
  void holdsTheseKeysInThisOrder() throws JsonProcessingException {
    assertKeys(
        "",
        "database",
        "server",
        "grain",
        "tree",
        "reading",
        "columns",
        "allocations",
        "landed",
        "left_out",
        "warnings",
        "totals");
    assertKeys("/grain", "table", "key", "key_columns", "columns");
    assertKeys("/tree", "role", "table", "estimated_rows", "edge", "children");
    assertKeys(
        "/tree/children/0/edge",
        "cardinality",
        "keys",
        "proof",
        "claimed",
        "fold",
        "folded",
        "required");
    assertKeys("/tree/children/0/edge/keys/0", "parent", "child", "comparison");
    assertKeys(
        "/columns/0",
        "name",
        "mysql_type",
        "spark_type",
        "bigquery_type",
        "role",
        "table",
        "source",
        "expression",
        "nullable",
        "fields");
    assertKeys("/reading", "snapshot", "connections", "tables");
    assertKeys(
        "/reading/tables/0", "table", "key", "key_columns", "rows_per_split", "estimated_splits");
    assertKeys("/allocations/0", "role", "amount", "by", "column");
    assertKeys("/left_out/0", "table", "relation", "reason");
    assertKeys("/totals", "tables", "columns", "columns_with_fields", "limits");
    assertKeys("/totals/limits", "depth", "columns", "elements");
  }

  @Test
  void tellsHowATableIsJoined() throws JsonProcessingException {
    assertThat(json().at("/tree/children/0"))
        .isEqualTo(
            read(
                """
                {"role": "sale", "table": "sale", "estimated_rows": 0,
                 "edge": {"cardinality": "n:1",
                          "keys": [{"parent": "sale_id", "child": "id",
                                    "comparison": "by utf8mb4_0900_ai_ci"}],
                          "proof": "PRIMARY", "claimed": false, "fold": "flattened",
                          "folded": false, "required": false},
                 "children": []}"""));
  }

  @Test
  void tellsHowATableIsRead() throws JsonProcessingException {
    assertThat(json().at("/reading/tables/0"))
        .isEqualTo(
            read(
                """
                {"table": "line", "key": "PRIMARY", "key_columns": ["id"],
                 "rows_per_split": 50000, "estimated_splits": 1}"""));
    assertThat(json().at("/reading/connections").asInt()).isEqualTo(4);
  }

  @Test
  void tellsTheFieldsOfANestedTable() throws JsonProcessingException {
    assertThat(json().at("/columns").get(json().at("/columns").size() - 1))
        .isEqualTo(
            read(
                """
                {"name": "note", "mysql_type": null,
                 "spark_type": "ARRAY<STRUCT<id: INT, ete: STRING>>",
                 "bigquery_type": "ARRAY<STRUCT<id INT64, ete STRING>>",
                 "role": "note", "table": "note", "source": null, "expression": "rows of note",
                 "nullable": false,
                 "fields": [
                   {"name": "id", "mysql_type": "int", "spark_type": "INT",
                    "bigquery_type": "INT64", "role": "note", "table": "note", "source": "id",
                    "expression": null, "nullable": false, "fields": []},
                   {"name": "ete", "mysql_type": "text", "spark_type": "STRING",
                    "bigquery_type": "STRING", "role": "note", "table": "note", "source": "été",
                    "expression": null, "nullable": true, "fields": []}]}"""));
  }

  @Test
  void tellsWhatIsAllocated() throws JsonProcessingException {
    assertThat(json().at("/allocations"))
        .isEqualTo(
            read(
                """
                [{"role": "sale", "amount": "total", "by": "quantity",
                  "column": "sale_total_allocated"}]"""));
  }

  @Test
  void tellsWhatIsLanded() throws JsonProcessingException {
    assertThat(json().at("/landed")).isEmpty();

    PlanDocument plan =
        Plans.landing(
            MergeConfigs.grain("line").build(),
            List.of("Dice"),
            table("line").notNull("id", "int").primaryKey("id"),
            table("Dice").view().column("luckyNo", "smallint"));

    assertThat(read(PlanFormat.JSON.write(plan)).at("/landed"))
        .isEqualTo(
            read(
                """
                [{"name": "dice", "table": "Dice", "estimated_rows": null,
                  "columns": [
                    {"name": "lucky_no", "mysql_type": "smallint", "spark_type": "INT",
                     "bigquery_type": "INT64", "role": "Dice", "table": "Dice",
                     "source": "luckyNo", "expression": null, "nullable": true, "fields": []}]}]"""));
    assertThat(read(PlanFormat.JSON.write(plan)).at("/reading/tables/1/table").asText())
        .isEqualTo("Dice");
  }

  @Test
  void isAsciiSinceStandardOutputMayBeInAnyEncoding() {
    String written = PlanFormat.JSON.write(PLAN);

    assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(written)).isTrue();
    assertThat(written).endsWith("}\n");
  }

  private static void assertKeys(String pointer, String... keys) throws JsonProcessingException {
    assertThat(json().at(pointer).fieldNames()).toIterable().as(pointer).containsExactly(keys);
  }

  private static JsonNode json() throws JsonProcessingException {
    return read(PlanFormat.JSON.write(PLAN));
  }

  private static JsonNode read(String json) throws JsonProcessingException {
    return new ObjectMapper().readTree(json);
  }
}
