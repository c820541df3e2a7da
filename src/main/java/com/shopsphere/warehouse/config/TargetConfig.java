package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the unified table is published. */
public sealed interface TargetConfig {

  /** Name of the published table: letters, digits and underscores. */
  String table();

  /** Tables of the source that are published beside it, each as it is. */
  List<String> land();

  /** Name of the table that holds the manifest; absent where only a file does. */
  Optional<String> manifestTable();

  /**
   * One Parquet file in a local directory.
   *
   * @param directory absolute
   */
  record Parquet(String table, List<String> land, Path directory, Compression compression)
      implements TargetConfig {

    public Parquet {
      requireNonNull(table, "table");
      land = List.copyOf(land);
      requireNonNull(compression, "compression");
      if (!directory.isAbsolute()) {
        throw new IllegalArgumentException(
            "Invalid target directory %s: expected an absolute path".formatted(directory));
      }
    }

    @Override
    public Optional<String> manifestTable() {
      return Optional.empty();
    }
  }

  /**
   * A table in BigQuery.
   *
   * @param location of the dataset, as Google names it; needed where the dataset is created
   * @param createDataset whether a dataset that does not exist is created
   * @param billingProject project that pays for the jobs
   */
  record BigQuery(
      String table,
      List<String> land,
      String project,
      String dataset,
      Optional<String> location,
      boolean createDataset,
      String billingProject,
      BigQueryAccess access,
      BigQueryEndpoints endpoints,
      BigQueryWriting writing,
      BigQueryLayout layout,
      BigQueryPublication publication)
      implements TargetConfig {

    public BigQuery {
      requireNonNull(table, "table");
      land = List.copyOf(land);
      requireNonNull(project, "project");
      requireNonNull(dataset, "dataset");
      requireNonNull(location, "location");
      requireNonNull(billingProject, "billingProject");
      requireNonNull(access, "access");
      requireNonNull(endpoints, "endpoints");
      requireNonNull(writing, "writing");
      requireNonNull(layout, "layout");
      requireNonNull(publication, "publication");
    }

    /** The same for a table that is landed: published whole, with no layout but BigQuery's own. */
    public BigQuery landing() {
      return plain(publication.whole());
    }

    /** The same for the table of the manifest: every run replaces it, whatever it held. */
    public BigQuery manifest() {
      return plain(publication.replacing());
    }

    private BigQuery plain(BigQueryPublication conditions) {
      return new BigQuery(
          table,
          land,
          project,
          dataset,
          location,
          createDataset,
          billingProject,
          access,
          endpoints,
          writing,
          layout.plain(),
          conditions);
    }

    @Override
    public Optional<String> manifestTable() {
      return Optional.of(table + "_manifest");
    }

    /** {@code project.dataset.table}. */
    public String qualifiedTable() {
      return qualified(table);
    }

    /** The same of any table of the dataset. */
    public String qualified(String name) {
      return "%s.%s.%s".formatted(project, dataset, name);
    }
  }
}
