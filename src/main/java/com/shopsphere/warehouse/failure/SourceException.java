package com.shopsphere.warehouse.failure;

import org.jspecify.annotations.Nullable;

/** MySQL cannot be reached, refuses the user, or stops answering. */
public final class SourceException extends JobException {

  private static final long serialVersionUID = 1L;

  public SourceException(String message) {
    this(message, null);
  }

  public SourceException(String message, @Nullable Throwable cause) {
    super(ExitCode.SOURCE, message, cause);
  }
}
