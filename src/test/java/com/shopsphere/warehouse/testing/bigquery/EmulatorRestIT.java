package com.shopsphere.warehouse.testing.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** What the emulator answers over REST where BigQuery's documentation says what it should. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EmulatorRestIT {

  private static final String FIELDS =
      """
      [{"name": "id", "type": "INTEGER", "mode": "REQUIRED", "description": "The key"},
       {"name": "price", "type": "NUMERIC", "mode": "NULLABLE", "precision": "10", "scale": "2"},
       {"name": "exact", "type": "BIGNUMERIC", "mode": "NULLABLE", "precision": "38", "scale": "10"},
       {"name": "at", "type": "DATETIME", "mode": "NULLABLE"},
       {"name": "day", "type": "DATE", "mode": "NULLABLE"},
       {"name": "items", "type": "RECORD", "mode": "REPEATED", "description": "What was bought",
        "fields": [
          {"name": "sku", "type": "STRING", "mode": "NULLABLE", "description": "Nested"},
          {"name": "tax", "type": "NUMERIC", "mode": "NULLABLE", "precision": "20", "scale": "4"},
          {"name": "inner", "type": "RECORD", "mode": "REPEATED", "fields": [
            {"name": "at", "type": "DATETIME", "mode": "NULLABLE"}]}]}]""";
  private static final String SETTINGS =
      """
      "timePartitioning": {"type": "MONTH", "field": "day"},
      "clustering": {"fields": ["id"]},
      "labels": {"run": "1"},
      "description": "Lines",
      "expirationTime": "1893456000000"
      """;

  private final BigQueryEmulator bigQuery = BigQueryEmulator.start();

  @BeforeAll
  void createDataset() {
    bigQuery.createDataset("shop");
  }

  @AfterAll
  void stop() throws IOException {
    bigQuery.close();
  }

  @Test
  void aTableReadsBackAsItWasMade() {
    create("made", FIELDS, SETTINGS);

    var table = table("made");
    assertThat(table.at("/schema/fields")).isEqualTo(json(FIELDS));
    assertThat(table.at("/timePartitioning"))
        .isEqualTo(json("{\"type\":\"MONTH\",\"field\":\"day\"}"));
    assertThat(table.at("/clustering")).isEqualTo(json("{\"fields\":[\"id\"]}"));
    assertThat(table.at("/labels")).isEqualTo(json("{\"run\":\"1\"}"));
    assertThat(table.at("/description").asText()).isEqualTo("Lines");
    assertThat(table.at("/expirationTime").asText()).isEqualTo("1893456000000");
    assertThat(table.at("/numRows").asText()).isEqualTo("0");
  }

  @Test
  void aDatasetTellsItsLocation() {
    bigQuery.createDataset("far", "asia-east1");

    assertThat(bigQuery.send("GET", "datasets/far").text("/location")).isEqualTo("asia-east1");
    assertThat(bigQuery.send("GET", "datasets/shop").text("/location")).isEqualTo("US");
  }

  @Test
  void patchMergesLabelsAndNullRemovesASetting() {
    create("patched", FIELDS, SETTINGS);
    var before = table("patched");

    bigQuery.send(
        "PATCH",
        "datasets/shop/tables/patched",
        """
        {"labels": {"state": "published", "run": null}, "expirationTime": null,
         "description": "Order lines"}""");

    var table = table("patched");
    assertThat(table.at("/labels")).isEqualTo(json("{\"state\":\"published\"}"));
    assertThat(table.has("expirationTime")).isFalse();
    assertThat(table.at("/description").asText()).isEqualTo("Order lines");
    assertThat(table.at("/schema")).isEqualTo(before.at("/schema"));
    assertThat(table.at("/timePartitioning")).isEqualTo(before.at("/timePartitioning"));
  }

  @Test
  void tablesAreListedPageByPage() {
    bigQuery.createDataset("many");
    for (var name : List.of("a__run_1", "a__run_2", "b")) {
      bigQuery.send("POST", "datasets/many/tables", tableBody("many", name, FIELDS, SETTINGS));
    }

    var first = bigQuery.send("GET", "datasets/many/tables?maxResults=2");
    var second =
        bigQuery.send(
            "GET", "datasets/many/tables?maxResults=2&pageToken=" + first.text("/nextPageToken"));

    assertThat(first.body().findValuesAsText("tableId")).containsExactly("a__run_1", "a__run_2");
    assertThat(second.body().findValuesAsText("tableId")).containsExactly("b");
    assertThat(second.body().has("nextPageToken")).isFalse();
    assertThat(second.text("/tables/0/labels/run")).isEqualTo("1");
    assertThat(second.text("/tables/0/expirationTime")).isEqualTo("1893456000000");
    assertThat(bigQuery.send("GET", "datasets/nowhere/tables").status()).isEqualTo(404);
  }

  @Test
  void aDeletedTableIsGone() {
    create("deleted", FIELDS, SETTINGS);

    assertThat(bigQuery.send("DELETE", "datasets/shop/tables/deleted").status()).isEqualTo(204);
    assertThat(bigQuery.send("DELETE", "datasets/shop/tables/deleted").status()).isEqualTo(404);
    assertThat(bigQuery.send("GET", "datasets/shop/tables/deleted").status()).isEqualTo(404);
  }

  @Test
  void aJobIdDoesItsWorkOnce() {
    create("once", "[{\"name\": \"id\", \"type\": \"INTEGER\"}]", "\"labels\": {}");
    var insertion = query("INSERT INTO shop.once VALUES (1)");

    var first = insert("only-once", insertion);
    var second = insert("only-once", insertion);

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.text("/status/state")).isEqualTo("RUNNING");
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.text("/error/errors/0/reason")).isEqualTo("duplicate");
    assertThat(second.text("/error/message")).isEqualTo("Already Exists: Job test:US.only-once");
    assertThat(table("once").at("/numRows").asText()).isEqualTo("1");
    assertThat(bigQuery.send("GET", "jobs/only-once").text("/status/state")).isEqualTo("DONE");
    assertThat(bigQuery.send("GET", "jobs/never-run").status()).isEqualTo(404);
  }

  @Test
  void aJobIsFoundInTheLocationOfItsDataset() {
    bigQuery.createDataset("london", "europe-west2");
    bigQuery.query("CREATE TABLE london.t (id INT64)");

    var made = insert("in-london", query("SELECT COUNT(*) FROM london.t"));

    assertThat(made.text("/jobReference/location")).isEqualTo("europe-west2");
    assertThat(bigQuery.send("GET", "jobs/in-london").status()).isEqualTo(404);
    assertThat(bigQuery.send("GET", "queries/in-london?location=US").status()).isEqualTo(404);
    assertThat(
            bigQuery.send("GET", "queries/in-london?location=europe-west2").text("/rows/0/f/0/v"))
        .isEqualTo("0");
  }

  @Test
  void theResultOfAFailedQueryIsItsError() {
    insert("bad-query", query("SELECT nothing FROM shop.nowhere"));

    var answer = bigQuery.send("GET", "queries/bad-query");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("/error/message")).contains("nowhere");
  }

  @Test
  void copyThatTruncatesTakesColumnsPartitioningAndClusteringOfTheSource() {
    create("new_shape", FIELDS, SETTINGS);
    bigQuery.query("INSERT INTO shop.new_shape (id, price) VALUES (1, 2.5), (2, 3)");
    create(
        "old_shape",
        "[{\"name\": \"colour\", \"type\": \"STRING\"}]",
        "\"labels\": {\"a\": \"b\"}");
    bigQuery.query("INSERT INTO shop.old_shape VALUES ('red')");
    var before = table("old_shape");

    assertThat(copy("new_shape", "old_shape", "WRITE_TRUNCATE")).isEqualTo("");

    var table = table("old_shape");
    assertThat(table.at("/schema/fields")).isEqualTo(json(FIELDS));
    assertThat(table.at("/timePartitioning")).isEqualTo(table("new_shape").at("/timePartitioning"));
    assertThat(table.at("/clustering")).isEqualTo(table("new_shape").at("/clustering"));
    assertThat(table.at("/numRows").asText()).isEqualTo("2");
    assertThat(table.has("expirationTime")).isFalse();
    assertThat(modified(table)).isGreaterThan(modified(before));
    assertThat(bigQuery.query("SELECT id, price FROM shop.old_shape ORDER BY id"))
        .containsExactly(List.of("1", "2.5"), List.of("2", "3"));
  }

  @Test
  void copyThatAppendsAddsRows() {
    fill("added_from", 2);
    fill("added_to", 3);
    var before = table("added_to");

    assertThat(copy("added_from", "added_to", "WRITE_APPEND")).isEmpty();

    assertThat(table("added_to").at("/numRows").asText()).isEqualTo("5");
    assertThat(modified(table("added_to"))).isGreaterThan(modified(before));
    assertThat(table("added_from").at("/numRows").asText()).isEqualTo("2");
  }

  @Test
  void copyIntoAnEmptyTableOnlyFailsOnOneWithRows() {
    fill("empty_from", 2);
    fill("empty_to", 3);

    assertThat(copy("empty_from", "empty_to", "WRITE_EMPTY"))
        .isEqualTo("duplicate: Already Exists: Table test:shop.empty_to");
    assertThat(table("empty_to").at("/numRows").asText()).isEqualTo("3");
    assertThat(copy("empty_from", "empty_new", "WRITE_EMPTY")).isEmpty();
    assertThat(table("empty_new").at("/numRows").asText()).isEqualTo("2");
  }

  @Test
  void copyOfWhatIsMissingIsAJobThatFailed() {
    fill("present", 1);

    assertThat(copy("absent", "present", "WRITE_TRUNCATE"))
        .isEqualTo("notFound: Not found: Table test:shop.absent was not found in location US");
    assertThat(copy("present", "nowhere.copy", "WRITE_TRUNCATE"))
        .isEqualTo("notFound: Not found: Dataset test:nowhere");
    assertThat(table("present").at("/numRows").asText()).isEqualTo("1");
  }

  @Test
  void everyChangeOfRowsIsCountedAndTimed() {
    fill("counted", 3);
    var times = new ArrayList<Long>(List.of(modified(table("counted"))));

    for (var change :
        List.of(
            "INSERT INTO shop.counted VALUES (4)",
            "UPDATE shop.counted SET id = 5 WHERE id = 4",
            "DELETE FROM shop.counted WHERE id = 5",
            "TRUNCATE TABLE shop.counted")) {
      bigQuery.query(change);
      times.add(modified(table("counted")));
    }

    assertThat(times).isSorted().doesNotHaveDuplicates();
    assertThat(table("counted").at("/numRows").asText()).isEqualTo("0");
  }

  @Test
  void aScriptReplacesRowsInOneTransaction() {
    fill("kept_partitions", 3);
    fill("new_partitions", 2);
    var before = table("kept_partitions");

    insert(
        "replacement",
        query(
            """
            BEGIN TRANSACTION;
            DELETE FROM shop.kept_partitions WHERE id IN (1, 2);
            INSERT INTO shop.kept_partitions (id) SELECT id + 10 FROM shop.new_partitions;
            COMMIT TRANSACTION;"""));

    assertThat(bigQuery.send("GET", "jobs/replacement").text("/status/errorResult/reason"))
        .isEmpty();
    assertThat(bigQuery.query("SELECT id FROM shop.kept_partitions ORDER BY id"))
        .containsExactly(List.of("3"), List.of("11"), List.of("12"));
    assertThat(modified(table("kept_partitions"))).isGreaterThan(modified(before));
  }

  @Test
  void aScriptThatFailsInItsTransactionHasChangedNothing() {
    fill("rolled_back", 3);
    var before = table("rolled_back");

    insert(
        "failing-script",
        query(
            """
            BEGIN TRANSACTION;
            DELETE FROM shop.rolled_back WHERE id IN (1, 2);
            INSERT INTO shop.rolled_back (id) VALUES (ERROR('no value'));
            COMMIT TRANSACTION;"""));

    assertThat(bigQuery.send("GET", "jobs/failing-script").text("/status/errorResult/message"))
        .contains("no value");
    assertThat(bigQuery.query("SELECT COUNT(*) FROM shop.rolled_back"))
        .containsExactly(List.of("3"));
    assertThat(table("rolled_back")).isEqualTo(before);
  }

  @Test
  void permissionsAreThoseAskedForButTheDenied() {
    fill("guarded", 1);
    var path = "datasets/shop/tables/guarded:testIamPermissions";
    var asked = "{\"permissions\": [\"bigquery.tables.get\", \"bigquery.tables.update\"]}";

    assertThat(bigQuery.send("POST", path, asked).body().at("/permissions"))
        .isEqualTo(json("[\"bigquery.tables.get\", \"bigquery.tables.update\"]"));

    bigQuery.denyPermissions("bigquery.tables.update");
    assertThat(bigQuery.send("POST", path, asked).body().at("/permissions"))
        .isEqualTo(json("[\"bigquery.tables.get\"]"));

    bigQuery.denyPermissions();
    assertThat(
            bigQuery
                .send("POST", "datasets/shop/tables/no_table:testIamPermissions", asked)
                .body()
                .size())
        .isZero();
  }

  @Test
  void tablesOutliveTheProcess() {
    create("survivor", FIELDS, SETTINGS);
    bigQuery.query("INSERT INTO shop.survivor (id, exact) VALUES (7, 0.1)");
    insert("before-the-end", query("SELECT 1"));
    var before = table("survivor");
    var endpoint = bigQuery.httpEndpoint();

    bigQuery.kill();
    bigQuery.restart();

    assertThat(bigQuery.httpEndpoint()).isEqualTo(endpoint);
    assertThat(table("survivor")).isEqualTo(before);
    assertThat(bigQuery.query("SELECT id, exact FROM shop.survivor"))
        .containsExactly(List.of("7", "0.1"));
    assertThat(insert("before-the-end", query("SELECT 1")).status()).isEqualTo(409);
  }

  private void create(String name, String fields, String settings) {
    var answer =
        bigQuery.send("POST", "datasets/shop/tables", tableBody("shop", name, fields, settings));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
  }

  private static String tableBody(String dataset, String name, String fields, String settings) {
    return """
        {"tableReference": {"projectId": "test", "datasetId": "%s", "tableId": "%s"},
         "schema": {"fields": %s}, %s}"""
        .formatted(dataset, name, fields, settings);
  }

  private void fill(String name, int rows) {
    create(name, "[{\"name\": \"id\", \"type\": \"INTEGER\"}]", "\"labels\": {}");
    for (var row = 1; row <= rows; row++) {
      bigQuery.query("INSERT INTO shop.%s VALUES (%d)".formatted(name, row));
    }
  }

  private JsonNode table(String name) {
    return bigQuery.send("GET", "datasets/shop/tables/" + name).body();
  }

  private static long modified(JsonNode table) {
    return table.at("/lastModifiedTime").asLong();
  }

  /** The reason and message of the copy's failure; empty if it succeeded. */
  private String copy(String source, String target, String disposition) {
    var dataset = target.contains(".") ? target.substring(0, target.indexOf('.')) : "shop";
    var configuration =
        """
        {"copy": {
           "sourceTable": {"projectId": "test", "datasetId": "shop", "tableId": "%s"},
           "destinationTable": {"projectId": "test", "datasetId": "%s", "tableId": "%s"},
           "writeDisposition": "%s"}}"""
            .formatted(source, dataset, target.substring(target.indexOf('.') + 1), disposition);
    var id = UUID.randomUUID().toString();
    assertThat(insert(id, configuration).status()).isEqualTo(200);
    var error = bigQuery.send("GET", "jobs/" + id).body().at("/status/errorResult");
    return error.isMissingNode()
        ? ""
        : error.path("reason").asText() + ": " + error.path("message").asText();
  }

  private RestAnswer insert(String id, String configuration) {
    return bigQuery.send(
        "POST",
        "jobs",
        """
        {"jobReference": {"projectId": "test", "jobId": "%s"}, "configuration": %s}"""
            .formatted(id, configuration));
  }

  private static String query(String sql) {
    return "{\"query\": {\"query\": %s, \"useLegacySql\": false}}".formatted(TextNode.valueOf(sql));
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
