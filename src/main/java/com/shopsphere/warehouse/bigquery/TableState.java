package com.shopsphere.warehouse.bigquery;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table as BigQuery has it.
 *
 * @param kind {@code TABLE}, {@code VIEW}, {@code EXTERNAL}, {@code MATERIALIZED_VIEW} ...
 * @param rows number of rows, those not among them that BigQuery still buffers
 * @param modified when rows or columns last changed
 * @param expires when BigQuery removes it; empty for never
 */
public record TableState(
    String name,
    String kind,
    List<TableField> fields,
    Optional<Partitioning> partitioning,
    List<String> cluster,
    Map<String, String> labels,
    long rows,
    Instant modified,
    Optional<Instant> expires) {

  /** What can be replaced and appended to. */
  public static final String TABLE = "TABLE";

  public TableState {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    requireNonNull(partitioning, "partitioning");
    requireNonNull(modified, "modified");
    requireNonNull(expires, "expires");
    fields = List.copyOf(fields);
    cluster = List.copyOf(cluster);
    labels = Map.copyOf(labels);
  }
}
