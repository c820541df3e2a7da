package com.shopsphere.warehouse.testing.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of BigQuery's REST interface that tests need, without Google's client. */
final class BigQueryRest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int MAXIMUM_ROWS = 100_000;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI root;
  private final String location;
  private final String token;

  /**
   * @param location of the datasets that queries read
   * @param token that requests carry
   */
  BigQueryRest(String endpoint, String project, String location, String token) {
    this.root = URI.create("%s/bigquery/v2/projects/%s/".formatted(endpoint, project));
    this.location = location;
    this.token = token;
  }

  void createDataset(String dataset, String location) {
    var body = JSON.createObjectNode();
    body.put("location", location).putObject("datasetReference").put("datasetId", dataset);
    post("datasets", body);
  }

  /** Sends any request to a path below the project, such as {@code datasets/shop/tables}. */
  RestAnswer send(String method, String path, @Nullable String body) {
    var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    return send(
        HttpRequest.newBuilder(root.resolve(path))
            .header("Content-Type", "application/json")
            .method(method, publisher));
  }

  boolean tableExists(String dataset, String table) {
    var path = "datasets/%s/tables/%s".formatted(dataset, table);
    var answer = send(HttpRequest.newBuilder(root.resolve(path)).GET());
    if (answer.status() == 404) {
      return false;
    }
    expectSuccess(answer, "GET " + path);
    return true;
  }

  List<List<@Nullable String>> query(String sql) {
    var body = JSON.createObjectNode();
    body.put("query", sql).put("useLegacySql", false).put("maxResults", MAXIMUM_ROWS);
    body.put("location", location).put("timeoutMs", LIMIT.toMillis());
    body.putObject("formatOptions").put("useInt64Timestamp", true);
    var answer = post("queries", body);
    if (!answer.path("jobComplete").asBoolean()) {
      throw new IllegalStateException(
          "Cannot read the result of `%s` within %s: %s".formatted(sql, LIMIT, abbreviate(answer)));
    }
    var fields = answer.path("schema").path("fields");
    var rows = new ArrayList<List<@Nullable String>>();
    for (var page = answer; ; page = pageAfter(page, answer)) {
      for (var row : page.path("rows")) {
        rows.add(texts(row.path("f"), fields));
      }
      if (!page.has("pageToken")) {
        return rows;
      }
    }
  }

  private JsonNode pageAfter(JsonNode page, JsonNode first) {
    var path =
        "queries/%s?location=%s&formatOptions.useInt64Timestamp=true&pageToken=%s"
            .formatted(
                first.at("/jobReference/jobId").asText(),
                location,
                URLEncoder.encode(page.path("pageToken").asText(), StandardCharsets.UTF_8));
    var answer = send("GET", path, null);
    expectSuccess(answer, "GET " + path);
    return answer.body();
  }

  private static List<@Nullable String> texts(JsonNode cells, JsonNode fields) {
    var texts = new ArrayList<@Nullable String>();
    for (var i = 0; i < fields.size(); i++) {
      var value = plain(cells.path(i).path("v"), fields.path(i));
      if (value.isNull()) {
        texts.add(null);
        continue;
      }
      texts.add(value.isValueNode() ? value.asText() : value.toString());
    }
    return texts;
  }

  /** BigQuery wraps every value as {"v": value} and every row as {"f": [...]}: takes that off. */
  private static JsonNode plain(JsonNode value, JsonNode field) {
    if (value.isMissingNode() || value.isNull()) {
      return JsonNodeFactory.instance.nullNode();
    }
    if (value.isArray()) {
      var array = JSON.createArrayNode();
      value.forEach(element -> array.add(plain(element.path("v"), field)));
      return array;
    }
    if (value.isObject()) {
      var object = JSON.createObjectNode();
      var fields = field.path("fields");
      for (var i = 0; i < fields.size(); i++) {
        var name = fields.path(i).path("name").asText();
        object.set(name, plain(value.path("f").path(i).path("v"), fields.path(i)));
      }
      return object;
    }
    // Servers write 1e300 in different ways.
    return field.path("type").asText().startsWith("FLOAT")
        ? JsonNodeFactory.instance.textNode(Double.valueOf(value.asText()).toString())
        : value;
  }

  private JsonNode post(String path, JsonNode body) {
    var request =
        HttpRequest.newBuilder(root.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()));
    var answer = send(request);
    expectSuccess(answer, "POST " + path + " " + body);
    return answer.body();
  }

  private RestAnswer send(HttpRequest.Builder request) {
    try {
      var response =
          client.send(
              request.header("Authorization", "Bearer " + token).timeout(LIMIT).build(),
              BodyHandlers.ofString());
      return new RestAnswer(response.statusCode(), JSON.readTree(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot reach BigQuery at %s".formatted(root), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for BigQuery", e);
    }
  }

  private static String abbreviate(JsonNode json) {
    var text = json.toString();
    return text.substring(0, Math.min(text.length(), 1_000));
  }

  private static void expectSuccess(RestAnswer answer, String request) {
    if (answer.status() >= 300 || answer.body().has("errors")) {
      throw new IllegalStateException(
          "Cannot complete %s on BigQuery: status %d, %s"
              .formatted(request, answer.status(), abbreviate(answer.body())));
    }
  }
}
