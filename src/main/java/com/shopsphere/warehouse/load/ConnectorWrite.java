package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.config.BigQueryAccess;
import com.shopsphere.warehouse.config.Secret;
import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.config.WriteMethod;
import com.shopsphere.warehouse.failure.TargetException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** Appends rows to a table by the spark-bigquery connector, in bounded time. */
final class ConnectorWrite {

  private static final String FORMAT = "bigquery";

  private final TargetConfig.BigQuery config;
  private final ConnectorFailures failures;

  ConnectorWrite(TargetConfig.BigQuery config) {
    this.config = requireNonNull(config, "config");
    this.failures = new ConnectorFailures(config);
  }

  /**
   * Writes all rows. The connector does not always tell when it has lost some: what it wrote is to
   * be looked at.
   *
   * @param staging a table of the dataset, which exists
   * @throws TargetException if the connector or BigQuery refuses, or does not come to an end
   */
  void append(Dataset<Row> rows, StagingName staging) {
    String table = staging.value();
    SparkSession spark = rows.sparkSession();
    hideOptions(spark);
    config
        .endpoints()
        .storage()
        .ifPresent(
            root -> spark.sparkContext().hadoopConfiguration().set("fs.gs.storage.root.url", root));
    String group = "write-" + table;
    FutureTask<Void> write =
        new FutureTask<>(
            () -> {
              spark.sparkContext().setJobGroup(group, "write " + table, true);
              save(rows, table);
              return null;
            });
    Thread writer = new Thread(write, group);
    // An endpoint that never answers must not keep the process from ending.
    writer.setDaemon(true);
    writer.start();
    await(write, table, () -> spark.sparkContext().cancelJobGroup(group));
  }

  private void await(FutureTask<Void> write, String table, Runnable cancel) {
    Duration limit = config.publication().timeout();
    try {
      write.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException refused) {
      throw failures.writing(table, requireNonNull(refused.getCause()));
    } catch (TimeoutException hanging) {
      cancel.run();
      write.cancel(true);
      throw new TargetException(
          "Cannot write to %s: the connector is not done after %s (target.bigquery.timeout); the Storage Write API%s, or the bucket, may not answer."
              .formatted(config.qualified(table), limit, writeEndpoint()));
    } catch (InterruptedException told) {
      cancel.run();
      Thread.currentThread().interrupt();
      throw new TargetException(
          "Cannot write to %s: the run was interrupted.".formatted(config.qualified(table)), told);
    }
  }

  private String writeEndpoint() {
    return config
        .endpoints()
        .write()
        .map(" at %s (target.bigquery.endpoints.write)"::formatted)
        .orElse("");
  }

  private void save(Dataset<Row> rows, String table) {
    rows.write()
        .format(FORMAT)
        .mode(SaveMode.Append)
        .options(config.writing().options())
        .options(ownOptions(table))
        .save(config.qualified(table));
  }

  private Map<String, String> ownOptions(String table) {
    Map<String, String> options = new TreeMap<>();
    options.put("parentProject", config.billingProject());
    options.put("writeMethod", config.writing().method().toString());
    if (config.writing().method() == WriteMethod.INDIRECT) {
      // Called persistent, as the connector leaves it: so the files have a name that tells the run.
      options.put("persistentGcsBucket", config.writing().temporaryGcsBucket().orElseThrow());
      options.put("persistentGcsPath", table);
      // Without it older connectors load an array as a struct with a list in it.
      options.put("enableListInference", "true");
    }
    config.endpoints().api().ifPresent(root -> options.put("bigQueryHttpEndpoint", root));
    config.endpoints().write().ifPresent(host -> options.put("bigQueryStorageGrpcEndpoint", host));
    BigQueryAccess access = config.access();
    access.credentialsFile().ifPresent(file -> options.put("credentialsFile", file));
    access
        .accessToken()
        .map(Secret::value)
        .ifPresent(token -> options.put("gcpAccessToken", token));
    access
        .serviceAccount()
        .ifPresent(account -> options.put("gcpImpersonationServiceAccount", account));
    return options;
  }

  /** Spark shows the options of a write in its UI and event log; by itself it hides tokens only. */
  private static void hideOptions(SparkSession spark) {
    spark
        .conf()
        .set("spark.sql.redaction.options.regex", "(?i)url|credential|secret|password|token");
  }
}
