package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.bigquery.BigQueryApi;
import com.shopsphere.warehouse.bigquery.BigQueryJobs.Disposition;
import com.shopsphere.warehouse.bigquery.TableField;
import com.shopsphere.warehouse.bigquery.TableState;
import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.config.WriteDisposition;
import com.shopsphere.warehouse.failure.TargetBusyException;
import com.shopsphere.warehouse.failure.TargetException;
import com.shopsphere.warehouse.failure.VerificationException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one step by which the rows of a staging table become those of the published one. */
final class BigQueryPublisher {

  private static final Logger LOG = LoggerFactory.getLogger(BigQueryPublisher.class);

  private final BigQueryDataset dataset;
  private final TargetConfig.BigQuery config;
  private final BigQueryApi api;
  private final StagedRows staged;
  private final String table;
  private final String published;

  BigQueryPublisher(BigQueryDataset dataset, StagedRows staged) {
    this.dataset = requireNonNull(dataset, "dataset");
    this.config = dataset.config();
    this.api = dataset.api();
    this.staged = requireNonNull(staged, "staged");
    this.table = staged.name().table();
    this.published = config.qualified(table);
  }

  /** The table that is published, {@code project.dataset.table}. */
  String published() {
    return published;
  }

  /**
   * Makes sure that the rows may be published.
   *
   * @return the number of rows that the published table will have
   * @throws TargetBusyException if somebody changed it meanwhile
   * @throws VerificationException if too many rows would be lost, or some doubled
   */
  long accept() {
    requireUnchanged();
    if (staged.before().isEmpty()) {
      return staged.count();
    }
    return switch (disposition()) {
      case EMPTY -> staged.count();
      case TRUNCATE -> {
        requireNoShrink(staged.countBefore(), "");
        yield staged.count();
      }
      case APPEND -> {
        requireNewKeys();
        yield staged.countBefore() + staged.count();
      }
      case PARTITIONS -> {
        long held = heldInPartitions();
        requireNoShrink(held, " in the partitions of this run");
        yield staged.countBefore() - held + staged.count();
      }
    };
  }

  private WriteDisposition disposition() {
    return config.publication().disposition();
  }

  /** Nothing keeps two runs apart, but the later one notices. */
  private void requireUnchanged() {
    Optional<Instant> then = staged.before().map(TableState::modified);
    Optional<Instant> now = api.table(table).map(TableState::modified);
    if (!then.equals(now)) {
      throw new TargetBusyException(
          "Cannot publish %s: it was changed while this run was under way (%s, before it %s); run again."
              .formatted(
                  published,
                  now.map(Instant::toString).orElse("deleted"),
                  then.map(Instant::toString).orElse("not there")));
    }
  }

  /**
   * @param where the rows are that would be replaced, for the message
   */
  private void requireNoShrink(long held, String where) {
    double allowed = config.publication().maxShrink();
    if (staged.count() < held * (1 - allowed)) {
      throw new VerificationException(
          "Cannot publish %s: it has %,d rows%s, and would have %,d, fewer by more than the share of %s that target.bigquery.max-shrink allows; if that is right, run with --set target.bigquery.max-shrink=1."
              .formatted(published, held, where, staged.count(), allowed));
    }
  }

  /** A run that is tried again after it published would otherwise append its rows once more. */
  private void requireNewKeys() {
    if (staged.key().isEmpty()) {
      return;
    }
    String same =
        staged.key().stream()
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
              .formatted(published, there, staged.count(), String.join(", ", staged.key())));
    }
  }

  private long heldInPartitions() {
    return number(
        "held", "SELECT COUNT(*) FROM %s WHERE %s".formatted(Sql.table(published), inPartitions()));
  }

  private String inPartitions() {
    return staged.partitions().orElseThrow().condition();
  }

  private long number(String purpose, String sql) {
    String job = staged.name().job(purpose);
    String answer = dataset.jobs().query("look at " + published, job, sql).get(0).get(0);
    return Long.parseLong(requireNonNull(answer, purpose));
  }

  /**
   * Publishes the staged rows, and looks at what is published then.
   *
   * @param expected number of rows, as {@link #accept} told it
   * @return when BigQuery changed the table
   */
  Instant publish(long expected) {
    requireUnchanged();
    moveRows();
    TableState now =
        api.table(table).orElseThrow(() -> new TargetException(unconfirmed("it does not exist")));
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

  private void moveRows() {
    if (staged.before().isEmpty()) {
      copy(Disposition.WRITE_EMPTY);
      return;
    }
    switch (disposition()) {
      case TRUNCATE -> copy(Disposition.WRITE_TRUNCATE);
      case EMPTY -> copy(Disposition.WRITE_EMPTY);
      case APPEND -> {
        addColumns();
        copy(Disposition.WRITE_APPEND);
      }
      case PARTITIONS -> {
        addColumns();
        replacePartitions();
      }
    }
  }

  private void copy(Disposition disposition) {
    StagingName name = staged.name();
    dataset.jobs().copy(name.job("publish"), name.value(), table, disposition);
  }

  private void addColumns() {
    List<TableField> held = staged.before().orElseThrow().fields();
    if (!ColumnChanges.between(held, staged.fields()).none()) {
      api.setColumns(table, AddedColumns.to(held, staged.fields()));
    }
  }

  private void replacePartitions() {
    String target = Sql.table(published);
    String columns =
        staged.fields().stream()
            .map(TableField::name)
            .map(Sql::name)
            .collect(Collectors.joining(", "));
    dataset
        .jobs()
        .query(
            "replace partitions of " + published,
            staged.name().job("publish"),
            """
            BEGIN TRANSACTION;
            DELETE FROM %s WHERE %s;
            INSERT INTO %s (%s) SELECT %s FROM %s;
            COMMIT TRANSACTION;"""
                .formatted(target, inPartitions(), target, columns, columns, stagingTable()));
  }

  private String stagingTable() {
    return Sql.table(config.qualified(staged.name().value()));
  }

  /** The rows are published by now: what fails here is told, and no more. */
  private void describe(TableState now) {
    try {
      api.describe(table, BigQueryOutput.labels(config, staged.name().run()), staged.description());
      if (staged.before().isEmpty() && now.expires().isPresent() && isOfStaging(now)) {
        api.keep(table);
      }
    } catch (TargetException undescribed) {
      LOG.warn("{} was published. {}", published, undescribed.getMessage());
    }
  }

  /** A table that a copy makes may have taken over the end of the copied one. */
  private boolean isOfStaging(TableState now) {
    return api.table(staged.name().value()).flatMap(TableState::expires).equals(now.expires());
  }
}
