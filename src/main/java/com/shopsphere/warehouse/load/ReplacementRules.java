package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.bigquery.Partitioning;
import com.shopsphere.warehouse.bigquery.TableField;
import com.shopsphere.warehouse.bigquery.TableState;
import com.shopsphere.warehouse.config.SchemaDrift;
import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.config.WriteDisposition;
import com.shopsphere.warehouse.failure.TargetException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which published tables the rows of a run may replace or join, before a row is read. */
final class ReplacementRules {

  private static final Logger LOG = LoggerFactory.getLogger(ReplacementRules.class);

  private final TargetConfig.BigQuery config;
  private final String published;
  private final List<TableField> fields;

  /**
   * @param table to be published
   * @param fields columns of the run
   */
  ReplacementRules(TargetConfig.BigQuery config, String table, List<TableField> fields) {
    this.config = requireNonNull(config, "config");
    this.published = config.qualified(table);
    this.fields = List.copyOf(fields);
  }

  /**
   * @throws TargetException if the configuration does not allow it, or BigQuery cannot do it
   */
  void require(TableState table) {
    if (!table.kind().equals(TableState.TABLE)) {
      throw refused(
          "expected a table (target.table), found a %s"
              .formatted(table.kind().toLowerCase(Locale.ROOT).replace('_', ' ')));
    }
    if (config.publication().disposition() == WriteDisposition.EMPTY && table.rows() > 0) {
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
      requireAllowed(changes, table);
    }
  }

  private static String described(Optional<Partitioning> partitioning) {
    return partitioning.map(Partitioning::toString).orElse("none");
  }

  private void requireAllowed(ColumnChanges changes, TableState table) {
    SchemaDrift drift = config.publication().drift();
    boolean allowed =
        drift == SchemaDrift.REPLACE || (drift == SchemaDrift.ADD_COLUMNS && changes.onlyAdded());
    if (!allowed) {
      throw refused(
          "its columns are not those of the run (target.bigquery.schema-drift = %s): %s%nPublished: %s%nRun: %s"
              .formatted(drift, changes.describe(), listed(table.fields()), listed(fields)));
    }
    LOG.warn("The columns of {} change: {}.", published, changes.describe());
  }

  private static String listed(List<TableField> fields) {
    return fields.stream()
        .map(field -> field.name() + " " + field.declaration())
        .collect(Collectors.joining(", "));
  }

  private TargetException refused(String reason) {
    return new TargetException("Cannot publish %s: %s.".formatted(published, reason));
  }
}
