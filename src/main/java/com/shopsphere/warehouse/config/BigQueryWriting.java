package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How the connector brings rows into BigQuery.
 *
 * @param temporaryGcsBucket name without a scheme; present if {@code method} is indirect
 * @param stagingPath Hadoop path of the directory where the table is checked first
 * @param options further options of the connector
 */
public record BigQueryWriting(
    WriteMethod method,
    Optional<String> temporaryGcsBucket,
    String stagingPath,
    DatetimeForm datetime,
    Map<String, String> options) {

  public BigQueryWriting {
    requireNonNull(method, "method");
    requireNonNull(stagingPath, "stagingPath");
    requireNonNull(datetime, "datetime");
    options = Map.copyOf(options);
    if (method == WriteMethod.INDIRECT && temporaryGcsBucket.isEmpty()) {
      throw new IllegalArgumentException("Invalid target: an indirect write needs a bucket");
    }
  }

  /** Tells options by their names only: they may hold tokens and credentials. */
  @Override
  public String toString() {
    return "BigQueryWriting[method=%s, temporaryGcsBucket=%s, stagingPath=%s, datetime=%s, options=%s]"
        .formatted(
            method,
            temporaryGcsBucket.orElse("none"),
            stagingPath,
            datetime,
            new TreeSet<>(options.keySet()));
  }
}
