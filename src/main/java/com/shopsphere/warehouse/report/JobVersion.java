package com.shopsphere.warehouse.report;

import static java.util.Objects.requireNonNull;

/**
 * Which code ran.
 *
 * @param number of the release, as in the name of the jar
 * @param commit that was built, in full; with {@code -dirty} where files had been changed since,
 *     {@code unknown} where the build had no repository
 */
public record JobVersion(String number, String commit) {

  public JobVersion {
    requireNonNull(number, "number");
    requireNonNull(commit, "commit");
  }

  /** {@code 0.1.0 (commit 1f2e...)}. */
  @Override
  public String toString() {
    return "%s (commit %s)".formatted(number, commit);
  }
}
