package com.shopsphere.warehouse;

/** What a run tells the scheduler that started it: one process exit code per kind of failure. */
public enum ExitCode {
  OK(0);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
