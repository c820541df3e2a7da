package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How BigQuery keeps a table.
 *
 * @param partitionColumn a top-level column of type DATE, DATETIME or TIMESTAMP
 * @param cluster top-level columns by which rows are sorted, the first counts most; none to four
 * @param labels of the table, by their keys
 * @param kmsKey resource name of the key by which the table is encrypted; else Google's own
 */
public record BigQueryLayout(
    Optional<String> partitionColumn,
    PartitionUnit partitionUnit,
    List<String> cluster,
    Map<String, String> labels,
    Optional<String> kmsKey) {

  /** Columns that BigQuery clusters a table by, at most. */
  public static final int MOST_CLUSTER_COLUMNS = 4;

  public BigQueryLayout {
    requireNonNull(partitionColumn, "partitionColumn");
    requireNonNull(partitionUnit, "partitionUnit");
    requireNonNull(kmsKey, "kmsKey");
    cluster = List.copyOf(cluster);
    labels = Map.copyOf(labels);
    if (cluster.size() > MOST_CLUSTER_COLUMNS) {
      throw new IllegalArgumentException(
          "Invalid layout: expected at most %d columns to cluster by, found %d"
              .formatted(MOST_CLUSTER_COLUMNS, cluster.size()));
    }
  }

  /** The same without partitions and clusters, whose columns other tables need not have. */
  BigQueryLayout plain() {
    return new BigQueryLayout(Optional.empty(), partitionUnit, List.of(), labels, kmsKey);
  }
}
