package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.bigquery.BigQueryApi;
import com.shopsphere.warehouse.bigquery.Partitioning;
import com.shopsphere.warehouse.bigquery.TableDefinition;
import com.shopsphere.warehouse.bigquery.TableField;
import com.shopsphere.warehouse.bigquery.TemporaryBucket;
import com.shopsphere.warehouse.config.BigQueryLayout;
import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.config.WriteMethod;
import com.shopsphere.warehouse.failure.ConfigurationException;
import com.shopsphere.warehouse.failure.TargetException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One table on its way into BigQuery: into a staging table of the run, which is checked there, and
 * from it into the published one.
 */
final class BigQueryOutput implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BigQueryOutput.class);

  static final String CREATED_BY = "created-by";
  static final String CREATOR = "shopsphere-warehouse";
  static final String RUN_ID = "run-id";

  private static final Set<String> ON_STAGING =
      new LinkedHashSet<>(
          List.of(
              "bigquery.tables.get",
              "bigquery.tables.getData",
              "bigquery.tables.updateData",
              "bigquery.tables.delete"));
  private static final Set<String> ON_PUBLISHED =
      new LinkedHashSet<>(
          List.of(
              "bigquery.tables.get",
              "bigquery.tables.getData",
              "bigquery.tables.update",
              "bigquery.tables.updateData"));

  private final BigQueryDataset dataset;
  private final TargetConfig.BigQuery config;
  private final BigQueryApi api;
  private final StagingName staging;
  private final TableDesign design;
  private final BigQueryFields types;
  private final List<TableField> fields;
  private final BigQueryPublisher publisher;

  private BigQueryOutput(
      BigQueryDataset dataset,
      StagingName staging,
      TableDesign design,
      BigQueryFields types,
      List<TableField> fields,
      BigQueryPublisher publisher) {
    this.dataset = requireNonNull(dataset, "dataset");
    this.config = dataset.config();
    this.api = dataset.api();
    this.staging = requireNonNull(staging, "staging");
    this.design = requireNonNull(design, "design");
    this.types = requireNonNull(types, "types");
    this.fields = List.copyOf(fields);
    this.publisher = requireNonNull(publisher, "publisher");
  }

  /**
   * Makes sure that a table can be written and published, and makes its staging table.
   *
   * @throws ConfigurationException if the connector or BigQuery takes no such table
   * @throws TargetException if the published table is not to be replaced, or a permission is
   *     missing
   */
  static BigQueryOutput open(
      BigQueryDataset dataset, StagingName staging, TableDesign design, Connector connector) {
    TargetConfig.BigQuery config = dataset.config();
    BigQueryFields types = new BigQueryFields(config.writing().datetime(), design.descriptions());
    List<TableField> fields = types.of(design.schema());
    List<String> refused = BigQueryLimits.refused(fields, connector, config.layout());
    if (!refused.isEmpty()) {
      throw new ConfigurationException(refused);
    }
    BigQueryPublisher publisher = BigQueryPublisher.open(dataset, staging, design, fields);
    BigQueryOutput output = new BigQueryOutput(dataset, staging, design, types, fields, publisher);
    try {
      output.makeStaging();
    } catch (RuntimeException refusedByBigQuery) {
      output.close();
      throw refusedByBigQuery;
    }
    return output;
  }

  private void makeStaging() {
    BigQueryLayout layout = config.layout();
    api.create(
        new TableDefinition(
            staging.value(),
            fields,
            partitioning(layout),
            layout.cluster(),
            labels(config, staging.run()),
            design.description(),
            Optional.of(Instant.now().plus(config.publication().stagingExpiration())),
            layout.kmsKey()));
    require(staging.value(), ON_STAGING);
    if (publisher.replaces()) {
      require(staging.table(), ON_PUBLISHED);
    }
  }

  static Optional<Partitioning> partitioning(BigQueryLayout layout) {
    return layout
        .partitionColumn()
        .map(column -> new Partitioning(layout.partitionUnit().name(), column));
  }

  static Map<String, String> labels(TargetConfig.BigQuery config, RunId run) {
    Map<String, String> labels = new TreeMap<>(config.layout().labels());
    labels.put(CREATED_BY, CREATOR);
    labels.put(RUN_ID, run.value());
    return labels;
  }

  private void require(String table, Set<String> permissions) {
    Set<String> missing = api.missingPermissions(table, permissions);
    if (!missing.isEmpty()) {
      throw new TargetException(
          "Cannot publish %s: on %s the permission%s %s %s missing; the role BigQuery Data Editor (roles/bigquery.dataEditor) on the dataset has them."
              .formatted(
                  config.qualified(staging.table()),
                  config.qualified(table),
                  missing.size() == 1 ? "" : "s",
                  String.join(", ", missing),
                  missing.size() == 1 ? "is" : "are"));
    }
  }

  /**
   * Writes rows to the staging table and proves that all of them have arrived, once and unaltered.
   *
   * @param rows of the design, read more than once
   * @throws TargetException if they cannot be written
   * @throws com.shopsphere.warehouse.failure.VerificationException if BigQuery has others
   */
  void stage(Dataset<Row> rows) {
    Dataset<Row> written = rows.to(types.written(rows.schema()));
    publisher.requirePartitions(written);
    new ConnectorWrite(config).append(written, staging);
    long count = new StagedCheck(dataset, staging, design.key()).require(written);
    LOG.info(
        "{} rows are in {}, as staged: all columns agree.",
        count,
        config.qualified(staging.value()));
    publisher.settle(count);
  }

  /**
   * Makes the staged rows those of the published table, in one atomic step.
   *
   * @return when BigQuery says that it was
   */
  Instant publish() {
    return publisher.publish();
  }

  /** Removes what is staged. */
  @Override
  public void close() {
    try {
      api.delete(staging.value());
      if (config.writing().method() == WriteMethod.INDIRECT) {
        removeFiles(config, staging.value() + "/");
      }
    } catch (TargetException stays) {
      LOG.warn(
          "{} The staging table removes itself after {} (target.bigquery.staging-expiration); 'clean' removes it and its files.",
          stays.getMessage(),
          config.publication().stagingExpiration());
    }
  }

  private static void removeFiles(TargetConfig.BigQuery config, String prefix) {
    config
        .writing()
        .temporaryGcsBucket()
        .map(name -> TemporaryBucket.connect(config, name))
        .ifPresent(bucket -> bucket.objects(prefix).forEach(bucket::delete));
  }
}
