package com.shopsphere.warehouse.failure;

import org.jspecify.annotations.Nullable;

/** The target cannot be written or published. */
public final class TargetException extends JobException {

  private static final long serialVersionUID = 1L;

  public TargetException(String message) {
    this(message, null);
  }

  public TargetException(String message, @Nullable Throwable cause) {
    super(ExitCode.TARGET, message, cause);
  }
}
