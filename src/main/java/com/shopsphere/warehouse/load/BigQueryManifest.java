package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.bigquery.TableField;
import com.shopsphere.warehouse.bigquery.TableState;
import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.failure.TargetException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The manifest of the last run as a table of one row, beside the unified one. Every run replaces
 * it, also one that only adds rows to the unified table.
 */
final class BigQueryManifest {

  private static final Logger LOG = LoggerFactory.getLogger(BigQueryManifest.class);

  private static final String DOCUMENT = "document";
  private static final List<TableField> COLUMNS =
      List.of(
          column(DOCUMENT, "STRING", "The manifest, as JSON."),
          column(
              "snapshot_at",
              "TIMESTAMP",
              "The instant of the source that the rows of the run show; with source.snapshot.lock = none, one before the first of them was read."));

  private final BigQueryDataset dataset;
  private final TargetConfig.BigQuery config;
  private final StagingName name;
  private final String table;

  private BigQueryManifest(BigQueryDataset dataset, RunId run) {
    this.dataset = requireNonNull(dataset, "dataset");
    this.config = dataset.config();
    this.name = new StagingName(config.table(), run);
    this.table = config.manifestTable().orElseThrow();
  }

  /**
   * Makes sure that the table can be replaced, if it is there.
   *
   * @throws TargetException if it is another one, or a permission is missing
   */
  static BigQueryManifest open(BigQueryDataset dataset, RunId run) {
    BigQueryManifest manifest = new BigQueryManifest(dataset.manifest(), run);
    manifest.requireReplaceable();
    return manifest;
  }

  private void requireReplaceable() {
    Optional<TableState> before = dataset.api().table(table);
    if (before.isPresent()) {
      new ReplacementRules(config, table, COLUMNS).require(before.get());
      new TablePermissions(dataset, table).requireOnPublished();
    }
  }

  private static TableField column(String name, String type, String description) {
    return new TableField(
        name,
        type,
        false,
        false,
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.of(description),
        List.of());
  }

  /**
   * Replaces the row, or makes the table.
   *
   * @param document the manifest as JSON
   * @throws TargetException if it cannot be done; that of the run before stays
   */
  void publish(String document) {
    String qualified = config.qualified(table);
    try {
      dataset
          .jobs()
          .query(
              "write the manifest " + qualified,
              name.job("manifest"),
              statement(config, name.run()),
              Map.of(DOCUMENT, document));
    } catch (TargetException unwritten) {
      throw new TargetException(
          "%s The table %s was published."
              .formatted(unwritten.getMessage(), config.qualifiedTable()),
          unwritten);
    }
    LOG.info("The manifest is in {}.", qualified);
  }

  /** One statement does it all: no reader finds the table without its row or its labels. */
  static String statement(TargetConfig.BigQuery config, RunId run) {
    String table = config.qualified(config.manifestTable().orElseThrow());
    return """
        CREATE OR REPLACE TABLE %s (%s)
        OPTIONS (%s)
        AS SELECT @%s, TIMESTAMP(JSON_VALUE(@%s, '$.snapshot.instant'))"""
        .formatted(Sql.table(table), columns(), options(config, run), DOCUMENT, DOCUMENT);
  }

  private static String columns() {
    return COLUMNS.stream()
        .map(
            column ->
                "%s %s OPTIONS (description = %s)"
                    .formatted(
                        column.name(),
                        column.declaration(),
                        Sql.text(column.description().orElseThrow())))
        .collect(Collectors.joining(", "));
  }

  private static String options(TargetConfig.BigQuery config, RunId run) {
    String labels =
        BigQueryOutput.labels(config, run).entrySet().stream()
            .map(
                label -> "(%s, %s)".formatted(Sql.text(label.getKey()), Sql.text(label.getValue())))
            .collect(Collectors.joining(", "));
    String key =
        config.layout().kmsKey().map(path -> ", kms_key_name = " + Sql.text(path)).orElse("");
    return "description = %s, labels = [%s]%s"
        .formatted(
            Sql.text("The manifest of the last run that published %s.".formatted(config.table())),
            labels,
            key);
  }
}
