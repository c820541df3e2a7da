package com.shopsphere.warehouse.bigquery;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * What one of Google's interfaces answered instead of a result.
 *
 * @param status of HTTP, or of a failed job 0; also 0 if no answer came
 * @param reason Google's word for it, such as {@code notFound}; empty if it gave none
 * @param message one line without a point at its end
 */
record ApiFailure(int status, String reason, String message) {

  private static final Set<String> PASSING_REASONS =
      Set.of(
          "rateLimitExceeded",
          "jobRateLimitExceeded",
          "userRateLimitExceeded",
          "backendError",
          "jobBackendError",
          "internalError",
          "jobInternalError",
          "tableUnavailable");

  ApiFailure {
    requireNonNull(reason, "reason");
    message = message.lines().findFirst().orElse("").strip().replaceAll("\\.+$", "");
  }

  /** Whether the same request may succeed later. */
  boolean passes() {
    return PASSING_REASONS.contains(reason) || status == 429 || (status >= 500 && status != 501);
  }

  boolean isAbsence() {
    return status == 404 || reason.equals("notFound");
  }

  boolean isPresence() {
    return status == 409 || reason.equals("duplicate");
  }
}
