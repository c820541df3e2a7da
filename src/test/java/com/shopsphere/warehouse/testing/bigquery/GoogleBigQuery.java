package com.shopsphere.warehouse.testing.bigquery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A project of Google's. Datasets that tests make are removed with all that is in them; one that is
 * there already is not touched, and fails the test.
 */
final class GoogleBigQuery implements BigQueryServer {

  private static final String API = "https://bigquery.googleapis.com";
  private static final String STORAGE = "https://storage.googleapis.com/storage/v1";

  private final String project;
  private final String location;
  private final String bucket;
  private final String token;
  private final BigQueryRest rest;
  private final List<String> made = new ArrayList<>();

  private GoogleBigQuery(String project, String location, String bucket, String token) {
    this.project = project;
    this.location = location;
    this.bucket = bucket;
    this.token = token;
    this.rest = new BigQueryRest(API, project, location, token);
  }

  static GoogleBigQuery of(Map<String, String> environment) {
    return new GoogleBigQuery(
        required(environment, "BIGQUERY_PROJECT"),
        required(environment, "BIGQUERY_LOCATION"),
        required(environment, "BIGQUERY_BUCKET"),
        required(environment, "BIGQUERY_TOKEN"));
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("Expected %s in the environment".formatted(name));
    }
    return value;
  }

  @Override
  public String project() {
    return project;
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public String token() {
    return token;
  }

  @Override
  public String httpEndpoint() {
    return API;
  }

  @Override
  public String target(String dataset, Path staging) {
    return """
        type = bigquery
        bigquery { project = "%s", dataset = %s, staging-path = "%s", access-token = "%s" }
        """
        .formatted(project, dataset, staging, token);
  }

  @Override
  public String bucket() {
    return bucket;
  }

  @Override
  public List<String> objects() {
    List<String> names = new ArrayList<>();
    rest.send("GET", "%s/b/%s/o".formatted(STORAGE, bucket), null)
        .body()
        .path("items")
        .forEach(object -> names.add(object.path("name").asText()));
    return names;
  }

  @Override
  public void createDataset(String dataset) {
    rest.createDataset(dataset, location);
    made.add(dataset);
  }

  @Override
  public RestAnswer send(String method, String path) {
    return rest.send(method, path, null);
  }

  @Override
  public boolean tableExists(String dataset, String table) {
    return rest.tableExists(dataset, table);
  }

  @Override
  public List<List<@Nullable String>> query(String sql) {
    return rest.query(sql);
  }

  @Override
  public void close() {
    for (String dataset : made) {
      rest.send("DELETE", "datasets/%s?deleteContents=true".formatted(dataset), null);
    }
  }
}
