package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.failure.TargetException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the job must be allowed to do to publish a table, asked before a row is read. */
final class TablePermissions {

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
  private final String published;

  /**
   * @param published name of the table that is to be published
   */
  TablePermissions(BigQueryDataset dataset, String published) {
    this.dataset = requireNonNull(dataset, "dataset");
    this.published = requireNonNull(published, "published");
  }

  /**
   * @param staging name of the staging table, which exists
   * @throws TargetException naming those that are missing
   */
  void requireOnStaging(String staging) {
    require(staging, ON_STAGING);
  }

  /**
   * To be asked only if the table exists: BigQuery tells nothing of others.
   *
   * @throws TargetException naming those that are missing
   */
  void requireOnPublished() {
    require(published, ON_PUBLISHED);
  }

  private void require(String table, Set<String> permissions) {
    Set<String> missing = dataset.api().missingPermissions(table, permissions);
    if (!missing.isEmpty()) {
      throw new TargetException(
          "Cannot publish %s: on %s the permission%s %s %s missing; the role BigQuery Data Editor (roles/bigquery.dataEditor) on the dataset has them."
              .formatted(
                  dataset.config().qualified(published),
                  dataset.config().qualified(table),
                  missing.size() == 1 ? "" : "s",
                  String.join(", ", missing),
                  missing.size() == 1 ? "is" : "are"));
    }
  }
}
