package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Under which conditions new rows become those of the published table.
 *
 * @param maxShrink share of the published rows, 0 to 1, by which they may become fewer
 * @param stagingExpiration after which BigQuery removes what a killed run has left
 * @param timeout longest time that one step may take: the write, a query, the publication
 * @param retryTime how long a request is tried again that BigQuery cannot answer at the moment
 */
public record BigQueryPublication(
    WriteDisposition disposition,
    double maxShrink,
    SchemaDrift drift,
    Duration stagingExpiration,
    Duration timeout,
    Duration retryTime) {

  public BigQueryPublication {
    requireNonNull(disposition, "disposition");
    requireNonNull(drift, "drift");
    requireNonNull(stagingExpiration, "stagingExpiration");
    requireNonNull(timeout, "timeout");
    requireNonNull(retryTime, "retryTime");
    if (!(maxShrink >= 0 && maxShrink <= 1)) {
      throw new IllegalArgumentException(
          "Invalid publication: expected a share from 0 to 1, found %s".formatted(maxShrink));
    }
  }

  /** The same for a table of which every run has all rows: it is never added to. */
  BigQueryPublication whole() {
    return disposition == WriteDisposition.EMPTY ? this : replacing();
  }

  /** The same for a table that every run replaces, also one that has rows. */
  BigQueryPublication replacing() {
    return new BigQueryPublication(
        WriteDisposition.TRUNCATE, maxShrink, drift, stagingExpiration, timeout, retryTime);
  }
}
