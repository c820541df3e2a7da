package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * A published table.
 *
 * @param location file or qualified table name
 * @param bytes of the file; absent for BigQuery
 */
public record Publication(String location, OptionalLong bytes, Instant publishedAt) {

  public Publication {
    requireNonNull(location, "location");
    requireNonNull(bytes, "bytes");
    requireNonNull(publishedAt, "publishedAt");
  }
}
