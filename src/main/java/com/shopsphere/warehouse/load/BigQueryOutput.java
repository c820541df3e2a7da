package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.bigquery.BigQueryApi;
import com.shopsphere.warehouse.bigquery.Partitioning;
import com.shopsphere.warehouse.bigquery.TableDefinition;
import com.shopsphere.warehouse.bigquery.TableField;
import com.shopsphere.warehouse.bigquery.TableState;
import com.shopsphere.warehouse.bigquery.TemporaryBucket;
import com.shopsphere.warehouse.config.BigQueryLayout;
import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.config.WriteMethod;
import com.shopsphere.warehouse.failure.ConfigurationException;
import com.shopsphere.warehouse.failure.TargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One table on its way into BigQuery: into a staging table of the run, which is checked there. */
final class BigQueryOutput implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BigQueryOutput.class);

  private static final Duration PAUSE = Duration.ofSeconds(2);

  static final String CREATED_BY = "created-by";
  static final String CREATOR = "shopsphere-warehouse";
  static final String RUN_ID = "run-id";

  private final BigQueryDataset dataset;
  private final TargetConfig.BigQuery config;
  private final BigQueryApi api;
  private final StagingName staging;
  private final TableDesign design;
  private final BigQueryFields types;
  private final List<TableField> fields;
  private final Optional<TableState> before;

  private BigQueryOutput(
      BigQueryDataset dataset,
      StagingName staging,
      TableDesign design,
      BigQueryFields types,
      List<TableField> fields,
      Optional<TableState> before) {
    this.dataset = requireNonNull(dataset, "dataset");
    this.config = dataset.config();
    this.api = dataset.api();
    this.staging = requireNonNull(staging, "staging");
    this.design = requireNonNull(design, "design");
    this.types = requireNonNull(types, "types");
    this.fields = List.copyOf(fields);
    this.before = requireNonNull(before, "before");
  }

  /**
   * Makes sure that a table can be written and published, and makes its staging table.
   *
   * @throws ConfigurationException if the connector or BigQuery takes no such table
   * @throws TargetException if the published table is not to be replaced, or a permission is
   *     missing
   */
  static BigQueryOutput open(
      BigQueryDataset dataset, TableDesign design, RunId run, Connector connector) {
    TargetConfig.BigQuery config = dataset.config();
    BigQueryFields types = new BigQueryFields(config.writing().datetime(), design.descriptions());
    List<TableField> fields = types.of(design.schema());
    List<String> refused = BigQueryLimits.refused(fields, connector, config.layout());
    if (!refused.isEmpty()) {
      throw new ConfigurationException(refused);
    }
    StagingName staging = new StagingName(design.table(), run);
    Optional<TableState> before = dataset.api().table(design.table());
    before.ifPresent(new ReplacementRules(config, design.table(), fields)::require);
    BigQueryOutput output = new BigQueryOutput(dataset, staging, design, types, fields, before);
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
    TablePermissions permissions = new TablePermissions(dataset, staging.table());
    permissions.requireOnStaging(staging.value());
    if (before.isPresent()) {
      permissions.requireOnPublished();
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

  /**
   * Writes rows to the staging table and proves that all of them have arrived, once and unaltered.
   *
   * @param rows of the design, read more than once
   * @throws TargetException if they cannot be written
   * @throws com.shopsphere.warehouse.failure.VerificationException if BigQuery has others
   */
  BigQueryPublisher stage(Dataset<Row> rows) {
    Dataset<Row> written = rows.to(types.written(rows.schema()));
    BigQueryLayout layout = config.layout();
    Optional<HeldPartitions> partitions =
        layout
            .partitionColumn()
            .map(column -> HeldPartitions.of(written, column, layout.partitionUnit()));
    new ConnectorWrite(config).append(written, staging);
    long count = new StagedCheck(dataset, staging, design.key()).require(written);
    LOG.info(
        "{} rows are in {}, as staged: all columns agree.",
        count,
        config.qualified(staging.value()));
    awaitUnbuffered(count);
    return new BigQueryPublisher(
        dataset,
        new StagedRows(
            staging, design.key(), design.description(), fields, count, partitions, before));
  }

  /**
   * Waits until BigQuery has put all rows of the staging table where a copy finds them.
   *
   * @throws TargetException if it has not within the limit
   */
  private void awaitUnbuffered(long count) {
    Instant end = Instant.now().plus(config.publication().timeout());
    while (rowsToCopy() != count) {
      if (Instant.now().isAfter(end)) {
        throw refused(
            "%s still has rows that BigQuery buffers, which a copy would not find, after %s (target.bigquery.timeout)"
                .formatted(config.qualified(staging.value()), config.publication().timeout()));
      }
      try {
        Thread.sleep(PAUSE.toMillis());
      } catch (InterruptedException told) {
        Thread.currentThread().interrupt();
        throw refused("the run was interrupted");
      }
    }
  }

  private long rowsToCopy() {
    return api.table(staging.value())
        .map(TableState::rows)
        .orElseThrow(() -> refused("%s is gone".formatted(config.qualified(staging.value()))));
  }

  private TargetException refused(String reason) {
    return new TargetException(
        "Cannot publish %s: %s.".formatted(config.qualified(staging.table()), reason));
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
