package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.bigquery.BigQueryApi;
import com.shopsphere.warehouse.bigquery.BigQueryJobs;
import com.shopsphere.warehouse.bigquery.BigQueryJobs.Disposition;
import com.shopsphere.warehouse.bigquery.Partitioning;
import com.shopsphere.warehouse.bigquery.TableField;
import com.shopsphere.warehouse.bigquery.TableState;
import com.shopsphere.warehouse.config.BigQueryLayout;
import com.shopsphere.warehouse.config.SchemaDrift;
import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.config.WriteDisposition;
import com.shopsphere.warehouse.failure.TargetBusyException;
import com.shopsphere.warehouse.failure.TargetException;
import com.shopsphere.warehouse.failure.VerificationException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The published table, and the one step by which the rows of a staging table become its own. What
 * the configuration does not allow is refused, if it can be known before a row is read then.
 */
final class BigQueryPublisher {

  private static final Logger LOG = LoggerFactory.getLogger(BigQueryPublisher.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final BigQueryDataset dataset;
  private final TargetConfig.BigQuery config;
  private final BigQueryApi api;
  private final StagingName staging;
  private final TableDesign design;
  private final List<TableField> fields;
  private final Optional<TableState> before;
  private final String published;
  private @Nullable HeldPartitions partitions;
  private long rows;

  private BigQueryPublisher(
      BigQueryDataset dataset,
      StagingName staging,
      TableDesign design,
      List<TableField> fields,
      Optional<TableState> before) {
    this.dataset = requireNonNull(dataset, "dataset");
    this.config = dataset.config();
    this.api = dataset.api();
    this.staging = requireNonNull(staging, "staging");
    this.design = requireNonNull(design, "design");
    this.fields = List.copyOf(fields);
    this.before = requireNonNull(before, "before");
    this.published = config.qualified(staging.table());
  }

  /**
   * Looks at the published table.
   *
   * @throws TargetException if it is not to be replaced by such rows
   */
  static BigQueryPublisher open(
      BigQueryDataset dataset, StagingName staging, TableDesign design, List<TableField> fields) {
    BigQueryPublisher publisher =
        new BigQueryPublisher(
            dataset, staging, design, fields, dataset.api().table(staging.table()));
    publisher.before.ifPresent(publisher::requireReplaceable);
    return publisher;
  }

  /** Whether there is a table already. */
  boolean replaces() {
    return before.isPresent();
  }

  private void requireReplaceable(TableState table) {
    if (!table.kind().equals(TableState.TABLE)) {
      throw refused(
          "expected a table (target.table), found a %s"
              .formatted(table.kind().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')));
    }
    if (disposition() == WriteDisposition.EMPTY && table.rows() > 0) {
      throw refused(
          "expected no rows in it, as target.bigquery.write-disposition is empty, found %,d"
              .formatted(table.rows()));
    }
    Optional<Partitioning> wanted = BigQueryOutput.partitioning(config.layout());
    if (!wanted.equals(table.partitioning())) {
      throw refused(
          "expected partitions of %s (target.bigquery.partition-column, target.bigquery.partition-by), found %s; BigQuery cannot change the partitions of a table: drop it, or choose another name (target.table)"
              .formatted(described(wanted), described(table.partitioning())));
    }
    ColumnChanges changes = ColumnChanges.between(table.fields(), fields);
    if (!changes.none()) {
      requireAllowed(changes);
    }
  }

  private static String described(Optional<Partitioning> partitioning) {
    return partitioning.map(Partitioning::toString).orElse("none");
  }

  private void requireAllowed(ColumnChanges changes) {
    SchemaDrift drift = config.publication().drift();
    boolean allowed =
        drift == SchemaDrift.REPLACE || (drift == SchemaDrift.ADD_COLUMNS && changes.onlyAdded());
    if (!allowed) {
      throw refused(
          "its columns are not those of the run (target.bigquery.schema-drift = %s): %s%nPublished: %s%nRun: %s"
              .formatted(
                  drift,
                  changes.describe(),
                  listed(before.orElseThrow().fields()),
                  listed(fields)));
    }
    LOG.warn("The columns of {} change: {}.", published, changes.describe());
  }

  private static String listed(List<TableField> fields) {
    return fields.stream()
        .map(field -> field.name() + " " + field.declaration())
        .collect(Collectors.joining(", "));
  }

  private WriteDisposition disposition() {
    return config.publication().disposition();
  }

  private TargetException refused(String reason) {
    return new TargetException("Cannot publish %s: %s.".formatted(published, reason));
  }

  /**
   * Finds the partitions that the rows fall into, if the table has any.
   *
   * @throws TargetException if they are too many
   */
  void requirePartitions(Dataset<Row> written) {
    BigQueryLayout layout = config.layout();
    layout
        .partitionColumn()
        .ifPresent(
            column -> partitions = HeldPartitions.of(written, column, layout.partitionUnit()));
  }

  /**
   * Waits until BigQuery has put all rows of the staging table where a copy finds them.
   *
   * @param count of those rows
   * @throws TargetException if it has not within the limit
   */
  void settle(long count) {
    rows = count;
    Instant end = Instant.now().plus(config.publication().timeout());
    while (stagedRows() != count) {
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

  private long stagedRows() {
    return api.table(staging.value())
        .map(TableState::rows)
        .orElseThrow(() -> refused("%s is gone".formatted(config.qualified(staging.value()))));
  }

  /**
   * Publishes the staged rows, and looks at what is published then.
   *
   * @return when BigQuery changed the table
   */
  Instant publish() {
    requireUnchanged();
    long expected = moveRows();
    TableState now =
        api.table(staging.table())
            .orElseThrow(() -> new TargetException(unconfirmed("it does not exist")));
    if (now.rows() != expected) {
      throw new TargetException(
          unconfirmed("expected %,d rows, found %,d".formatted(expected, now.rows())));
    }
    describe(now);
    return now.modified();
  }

  private String unconfirmed(String reason) {
    return "Cannot confirm the publication of %s: %s.".formatted(published, reason);
  }

  /** Nothing keeps two runs apart, but the later one notices. */
  private void requireUnchanged() {
    Optional<Instant> then = before.map(TableState::modified);
    Optional<Instant> now = api.table(staging.table()).map(TableState::modified);
    if (!then.equals(now)) {
      throw new TargetBusyException(
          "Cannot publish %s: it was changed while this run was under way (%s, before it %s); run again."
              .formatted(
                  published,
                  now.map(Instant::toString).orElse("deleted"),
                  then.map(Instant::toString).orElse("not there")));
    }
  }

  /** The number of rows that the table has then. */
  private long moveRows() {
    long held = before.map(TableState::rows).orElse(0L);
    if (before.isEmpty()) {
      copy(Disposition.WRITE_EMPTY);
      return rows;
    }
    return switch (disposition()) {
      case TRUNCATE -> {
        requireNoShrink(held, "");
        copy(Disposition.WRITE_TRUNCATE);
        yield rows;
      }
      case EMPTY -> {
        copy(Disposition.WRITE_EMPTY);
        yield rows;
      }
      case APPEND -> {
        requireNewKeys();
        addColumns();
        copy(Disposition.WRITE_APPEND);
        yield held + rows;
      }
      case PARTITIONS -> held - replacePartitions() + rows;
    };
  }

  private void copy(Disposition disposition) {
    dataset.jobs().copy(staging.job("publish"), staging.value(), staging.table(), disposition);
  }

  /**
   * @param where the rows are that would be replaced, for the message
   */
  private void requireNoShrink(long held, String where) {
    double allowed = config.publication().maxShrink();
    if (rows < held * (1 - allowed)) {
      throw new VerificationException(
          "Cannot publish %s: it has %,d rows%s, and would have %,d, fewer by more than the share of %s that target.bigquery.max-shrink allows; if that is right, run with --set target.bigquery.max-shrink=1."
              .formatted(published, held, where, rows, allowed));
    }
  }

  /** A run that is tried again after it published would otherwise append its rows once more. */
  private void requireNewKeys() {
    if (design.key().isEmpty()) {
      return;
    }
    String same =
        design.key().stream()
            .map(column -> "p.%s = s.%s".formatted(Sql.name(column), Sql.name(column)))
            .collect(Collectors.joining(" AND "));
    long there =
        number(
            "keys",
            "SELECT COUNT(*) FROM %s AS p JOIN %s AS s ON %s"
                .formatted(Sql.table(published), stagingTable(), same));
    if (there > 0) {
      throw new VerificationException(
          "Cannot append to %s: %,d of the %,d rows have a key (%s) that is there already, and would be doubled."
              .formatted(published, there, rows, String.join(", ", design.key())));
    }
  }

  private void addColumns() {
    List<TableField> held = before.orElseThrow().fields();
    if (!ColumnChanges.between(held, fields).none()) {
      api.setColumns(staging.table(), AddedColumns.to(held, fields));
    }
  }

  /** The number of rows that were there before. */
  private long replacePartitions() {
    String condition = requireNonNull(partitions, "partitions").condition();
    String target = Sql.table(published);
    long held = number("held", "SELECT COUNT(*) FROM %s WHERE %s".formatted(target, condition));
    requireNoShrink(held, " in the partitions of this run");
    addColumns();
    String columns =
        fields.stream().map(TableField::name).map(Sql::name).collect(Collectors.joining(", "));
    dataset
        .jobs()
        .query(
            "replace partitions of " + published,
            staging.job("publish"),
            """
            BEGIN TRANSACTION;
            DELETE FROM %s WHERE %s;
            INSERT INTO %s (%s) SELECT %s FROM %s;
            COMMIT TRANSACTION;"""
                .formatted(target, condition, target, columns, columns, stagingTable()));
    return held;
  }

  private String stagingTable() {
    return Sql.table(config.qualified(staging.value()));
  }

  private long number(String purpose, String sql) {
    BigQueryJobs jobs = dataset.jobs();
    String answer = jobs.query("look at " + published, staging.job(purpose), sql).get(0).get(0);
    return Long.parseLong(requireNonNull(answer, purpose));
  }

  /** The rows are published by now: what fails here is told, and no more. */
  private void describe(TableState now) {
    try {
      api.describe(
          staging.table(), BigQueryOutput.labels(config, staging.run()), design.description());
      if (before.isEmpty() && now.expires().isPresent() && isOfStaging(now.expires().get())) {
        api.keep(staging.table());
      }
    } catch (TargetException undescribed) {
      LOG.warn("{} was published. {}", published, undescribed.getMessage());
    }
  }

  private boolean isOfStaging(Instant expires) {
    return api.table(staging.value()).flatMap(TableState::expires).equals(Optional.of(expires));
  }
}
