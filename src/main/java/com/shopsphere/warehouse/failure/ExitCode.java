package com.shopsphere.warehouse.failure;

/**
 * What a run tells the scheduler that started it: one process exit code per kind of failure.
 *
 * <p>The numbers are part of the product's interface; they are never given another meaning.
 */
public enum ExitCode {
  /** The table was published, or the plan printed. */
  OK(0),
  /** A defect of the job itself; the log holds a stack trace. */
  INTERNAL(1),
  /** The command line or a setting is wrong; a retry cannot help. */
  CONFIGURATION(2),
  /** MySQL could not be reached or read. */
  SOURCE(3),
  /** The tables cannot be merged at the wanted grain. */
  PLAN(4),
  /** What was read does not agree with the source; nothing was published. */
  VERIFICATION(5),
  /**
   * The target could not be written, and the published table is as it was; or what was published
   * could not be confirmed, which the message then says.
   */
  TARGET(6),
  /** Another run of the same target is under way. */
  BUSY(7);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The process exit code, 0 to 7. */
  public int code() {
    return code;
  }
}
