package com.shopsphere.warehouse.failure;

/** The tables cannot be merged at the wanted grain. */
public final class PlanException extends JobException {

  private static final long serialVersionUID = 1L;

  public PlanException(String message) {
    super(ExitCode.PLAN, message, null);
  }
}
