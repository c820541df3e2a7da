package com.shopsphere.warehouse.bigquery;

import org.jspecify.annotations.Nullable;

/** A request that failed for good. */
final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ApiFailure failure;

  ApiException(ApiFailure failure, @Nullable Throwable cause) {
    super(failure.message(), cause);
    this.failure = failure;
  }

  ApiFailure failure() {
    return failure;
  }
}
