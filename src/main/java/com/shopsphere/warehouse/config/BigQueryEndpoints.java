package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Where Google's services listen, if not at their public addresses.
 *
 * @param api root URL of BigQuery's REST interface, without a slash at its end
 * @param write host and port of the Storage Write API
 * @param storage root URL of Cloud Storage, without a slash at its end
 */
public record BigQueryEndpoints(
    Optional<String> api, Optional<String> write, Optional<String> storage) {

  public BigQueryEndpoints {
    requireNonNull(api, "api");
    requireNonNull(write, "write");
    requireNonNull(storage, "storage");
  }
}
