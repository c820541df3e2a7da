package com.shopsphere.warehouse.submit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Environments in which the scripts and the DAG find their settings. */
final class SubmitSettings {

  static final String RUN_ID = "20261123_091500_3f9a2c";
  static final String RELEASE = "gs://my-deps/shopsphere-warehouse/0.1.0-3f9a2c1b";

  /** What a batch cannot do without, its jar and its settings from Cloud Storage. */
  static final Map<String, String> REQUIRED =
      Map.of(
          "SUBMIT_PROJECT", "my-project",
          "SUBMIT_REGION", "europe-west1",
          "SUBMIT_SERVICE_ACCOUNT", "job@my-project.iam.gserviceaccount.com",
          "SUBMIT_JAR", RELEASE + "/shopsphere-warehouse.jar",
          "SUBMIT_CONFIG", RELEASE + "/warehouse.conf");

  /** What a batch may be told besides. */
  static final Map<String, String> OPTIONAL =
      Map.ofEntries(
          Map.entry(
              "SUBMIT_SUBNET", "projects/my-project/regions/europe-west1/subnetworks/warehouse"),
          Map.entry("SUBMIT_TAGS", "mysql,warehouse"),
          Map.entry("SUBMIT_RUNTIME", "2.2"),
          Map.entry("SUBMIT_TTL", "90m"),
          Map.entry("SUBMIT_CONNECTOR_VERSION", "0.42.1"),
          Map.entry("SUBMIT_SECRETS_PROJECT", "my-secrets"),
          Map.entry(
              "SUBMIT_HISTORY_SERVER", "projects/my-project/regions/europe-west1/clusters/history"),
          Map.entry("SUBMIT_STAGING_BUCKET", "my-batches"),
          Map.entry(
              "SUBMIT_KMS_KEY",
              "projects/my-project/locations/europe-west1/keyRings/ring/cryptoKeys/key"),
          Map.entry("SUBMIT_LABELS", "team=sales,environment=production"),
          Map.entry("SUBMIT_EXECUTORS", "7"),
          Map.entry("SUBMIT_PROPERTIES", "spark.executor.cores=8\nspark.sql.shuffle.partitions=64"),
          Map.entry("SUBMIT_FILES", "gs://my-deps/one.txt\ngs://my-deps/two.txt"),
          Map.entry("WAREHOUSE_SOURCE_HOST", "10.0.0.3"),
          Map.entry("WAREHOUSE_SOURCE_SSL_CA", "gs://my-deps/server-ca.pem"),
          Map.entry("WAREHOUSE_SOURCE_USER", "it's \"me\", $HOME"),
          Map.entry("WAREHOUSE_TARGET_BIGQUERY_STAGING_PATH", "gs://my-staging/warehouse"));

  private SubmitSettings() {}

  /** What tells {@code marts_step.py} of the datasets. */
  static List<String> martsArguments(String dataset) {
    return List.of(
        "--project",
        "my-project",
        "--location",
        "EU",
        "--source-dataset",
        "warehouse",
        "--dataset",
        dataset);
  }

  static Map<String, String> all() {
    return with(REQUIRED, OPTIONAL);
  }

  /** Some settings, and others that win over them; an empty value is none. */
  static Map<String, String> with(Map<String, String> settings, Map<String, String> others) {
    Map<String, String> both = new HashMap<>(settings);
    both.putAll(others);
    return both;
  }
}
