package com.shopsphere.warehouse.failure;

/** What was read does not agree with the source, so nothing is published. */
public final class VerificationException extends JobException {

  private static final long serialVersionUID = 1L;

  public VerificationException(String message) {
    super(ExitCode.VERIFICATION, message, null);
  }
}
