package com.shopsphere.warehouse.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.shopsphere.warehouse.verify.CheckResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestJsonTest {

  private static final RunManifest MANIFEST =
      new RunManifest(
          "20261123_091500_3f9a2c",
          "0.1.0",
          "1f2e3d4c5b6a79880716253443526170a1b2c3d4",
          Instant.parse("2026-11-23T09:15:00Z"),
          Instant.parse("2026-11-23T09:15:30.123456Z"),
          new RunManifest.Source("db.example", 3306, "shop", "MySQL 8.0.33"),
          new RunManifest.Snapshot(
              "LOCK TABLES READ",
              Instant.parse("2026-11-23T09:15:02.000001Z"),
              5,
              3,
              4,
              null,
              "binlog.000003",
              157L,
              null),
          "unified",
          List.of("order_id", "sku"),
          3,
          List.of("order_item  grain: orderID, SKU", "└─ order"),
          List.of("island: unreachable"),
          List.of(
              new RunManifest.TableRead(
                  "order_item", "order_item", 3, 2, "SELECT `a`", 4, 90, 0.25, 1)),
          List.of(new RunManifest.OutputColumn("order_id", "STRING")),
          List.of(new RunManifest.Join("order_item", "order", 1, 2, 0, null, 2L)),
          List.of(new CheckResult("rows", "3", "3", true)),
          List.of(
              new RunManifest.LandedTable(
                  "product",
                  2,
                  new RunManifest.TableRead(
                      "product", "product", 2, 1, "SELECT `SKU`", 2, 40, 0.5, 0),
                  List.of(new RunManifest.OutputColumn("sku", "STRING")),
                  List.of(new CheckResult("rows", "2", "2", true)))),
          List.of("2 rows of order_item have a foreign key that names no row of order."),
          Map.of("source.password", "******"));

  @Test
  void holdsTheseKeysInThisOrder() throws JsonProcessingException {
    JsonNode json = json();

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "run_id",
            "version",
            "commit",
            "started_at",
            "verified_at",
            "source",
            "snapshot",
            "target",
            "grain",
            "rows",
            "tree",
            "left_out",
            "tables",
            "columns",
            "joins",
            "checks",
            "landed",
            "warnings",
            "configuration");
    assertThat(json.get("source").fieldNames())
        .toIterable()
        .containsExactly("host", "port", "database", "server");
    assertThat(json.get("snapshot").fieldNames())
        .toIterable()
        .containsExactly(
            "method",
            "instant",
            "waited_millis",
            "held_millis",
            "connections",
            "gtids",
            "binary_log_file",
            "binary_log_position",
            "seconds_behind_source");
    assertThat(json.at("/tables/0").fieldNames())
        .toIterable()
        .containsExactly(
            "role",
            "table",
            "rows",
            "splits",
            "sql",
            "rows_read",
            "bytes_read",
            "seconds_waiting",
            "nulled");
    assertThat(json.at("/columns/0").fieldNames()).toIterable().containsExactly("name", "type");
    assertThat(json.at("/checks/0").fieldNames())
        .toIterable()
        .containsExactly("name", "expected", "found", "passed");
    assertThat(json.at("/landed/0").fieldNames())
        .toIterable()
        .containsExactly("name", "rows", "read", "columns", "checks");
  }

  @Test
  void instantsAreInIso8601() throws JsonProcessingException {
    assertThat(json().get("started_at").textValue()).isEqualTo("2026-11-23T09:15:00Z");
    assertThat(json().get("verified_at").textValue()).isEqualTo("2026-11-23T09:15:30.123456Z");
  }

  @Test
  void numbersAndTruthsAreNotText() throws JsonProcessingException {
    assertThat(json().get("rows").isIntegralNumber()).isTrue();
    assertThat(json().at("/source/port").isIntegralNumber()).isTrue();
    assertThat(json().at("/checks/0/passed").isBoolean()).isTrue();
  }

  @Test
  void keysOfSettingsStayAsTheyAreWritten() throws JsonProcessingException {
    assertThat(json().get("configuration").get("source.password").textValue()).isEqualTo("******");
  }

  @Test
  void linesOfTheTreeAreReadable() {
    assertThat(ManifestJson.write(MANIFEST))
        .contains("└─ order")
        .endsWith("}" + System.lineSeparator());
  }

  private static JsonNode json() throws JsonProcessingException {
    return new ObjectMapper().readTree(ManifestJson.write(MANIFEST));
  }
}
