package com.shopsphere.warehouse.failure;

/** Another run holds the target. */
public final class TargetBusyException extends JobException {

  private static final long serialVersionUID = 1L;

  public TargetBusyException(String message) {
    super(ExitCode.BUSY, message, null);
  }
}
