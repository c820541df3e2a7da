package com.shopsphere.warehouse.failure;

import org.jspecify.annotations.Nullable;

/** The connections that showed one instant are gone; another instant may be tried. */
public final class SnapshotLostException extends JobException {

  private static final long serialVersionUID = 1L;

  public SnapshotLostException(String message, @Nullable Throwable cause) {
    super(ExitCode.SOURCE, message, cause);
  }
}
