package com.shopsphere.warehouse.bigquery;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table to be made.
 *
 * @param fields columns in their order, at least one
 * @param cluster columns, the first counts most
 * @param expires when BigQuery removes it; else the default of its dataset
 * @param kmsKey resource name; else Google's own key
 */
public record TableDefinition(
    String name,
    List<TableField> fields,
    Optional<Partitioning> partitioning,
    List<String> cluster,
    Map<String, String> labels,
    Optional<String> description,
    Optional<Instant> expires,
    Optional<String> kmsKey) {

  public TableDefinition {
    requireNonNull(name, "name");
    requireNonNull(partitioning, "partitioning");
    requireNonNull(description, "description");
    requireNonNull(expires, "expires");
    requireNonNull(kmsKey, "kmsKey");
    fields = List.copyOf(fields);
    cluster = List.copyOf(cluster);
    labels = Map.copyOf(labels);
  }
}
