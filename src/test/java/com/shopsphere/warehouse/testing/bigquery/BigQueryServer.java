package com.shopsphere.warehouse.testing.bigquery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A BigQuery that tests publish to: one on this machine, or a project of Google's. */
public interface BigQueryServer extends AutoCloseable {

  /**
   * Starts an emulator; or goes to the project that the environment names by BIGQUERY_PROJECT, with
   * BIGQUERY_LOCATION, BIGQUERY_BUCKET and BIGQUERY_TOKEN.
   */
  static BigQueryServer start() {
    return System.getenv("BIGQUERY_PROJECT") == null
        ? BigQueryEmulator.start()
        : GoogleBigQuery.of(System.getenv());
  }

  /** The project that every name without a project belongs to. */
  String project();

  /** Where datasets are made. */
  String location();

  /** What jobs that publish here show to BigQuery, and to nobody else. */
  String token();

  /** The address of the REST interface, without a slash at the end. */
  String httpEndpoint();

  /**
   * Settings below {@code target} by which the job publishes here, in HOCON.
   *
   * @param staging directory for the merged rows
   */
  String target(String dataset, Path staging);

  /** A bucket for indirect writes, made if need be. */
  String bucket();

  /** Names of the objects in {@link #bucket}. */
  List<String> objects();

  /** Makes a dataset, which does not outlive the tests. */
  void createDataset(String dataset);

  /**
   * Sends a REST request below {@code /bigquery/v2/projects/<project>/}.
   *
   * @param path such as {@code datasets/shop/tables/orders}
   * @return the answer, whatever its status
   */
  RestAnswer send(String method, String path);

  boolean tableExists(String dataset, String table);

  /**
   * Runs GoogleSQL over REST, by no code of the connector.
   *
   * @return rows of the result with values as text: a TIMESTAMP in microseconds since 1970, a
   *     FLOAT64 as Java writes it, an ARRAY or STRUCT as JSON, NULL as null
   * @throws IllegalStateException if BigQuery refuses it; the message has its answer
   */
  List<List<@Nullable String>> query(String sql);

  @Override
  void close() throws IOException;
}
