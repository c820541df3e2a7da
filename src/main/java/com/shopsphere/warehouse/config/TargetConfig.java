package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Where the unified table is published. */
public sealed interface TargetConfig {

  /** Name of the published table: letters, digits and underscores. */
  String table();

  /** Tables of the source that are published beside it, each as it is. */
  List<String> land();

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
  }

  /**
   * A table in BigQuery.
   *
   * @param billingProject project that pays for the jobs
   * @param temporaryGcsBucket present if {@code writeMethod} is indirect
   * @param stagingPath Hadoop path of the directory where the table is checked first
   * @param options further options of the connector
   */
  record BigQuery(
      String table,
      String project,
      String dataset,
      String billingProject,
      WriteMethod writeMethod,
      Optional<String> temporaryGcsBucket,
      String stagingPath,
      Map<String, String> options)
      implements TargetConfig {

    public BigQuery {
      requireNonNull(table, "table");
      requireNonNull(project, "project");
      requireNonNull(dataset, "dataset");
      requireNonNull(billingProject, "billingProject");
      requireNonNull(stagingPath, "stagingPath");
      options = Map.copyOf(options);
      if (writeMethod == WriteMethod.INDIRECT && temporaryGcsBucket.isEmpty()) {
        throw new IllegalArgumentException("Invalid target: an indirect write needs a bucket");
      }
    }

    /** None: so far, {@code target.land} is refused with this target. */
    @Override
    public List<String> land() {
      return List.of();
    }

    /** Tells options by their names only: they may hold tokens and credentials. */
    @Override
    public String toString() {
      return "BigQuery[table=%s, billingProject=%s, writeMethod=%s, temporaryGcsBucket=%s, stagingPath=%s, options=%s]"
          .formatted(
              qualifiedTable(),
              billingProject,
              writeMethod,
              temporaryGcsBucket.orElse("none"),
              stagingPath,
              new TreeSet<>(options.keySet()));
    }

    /** {@code project.dataset.table}. */
    public String qualifiedTable() {
      return "%s.%s.%s".formatted(project, dataset, table);
    }
  }
}
