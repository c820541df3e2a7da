package com.shopsphere.warehouse.failure;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A failure that a user can act on. Its message is complete without a stack trace: what failed, on
 * what, what was expected and what was found, in the words of the settings.
 */
public abstract sealed class JobException extends RuntimeException
    permits ConfigurationException,
        SourceException,
        SnapshotLostException,
        PlanException,
        VerificationException,
        TargetException,
        TargetBusyException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  JobException(ExitCode exitCode, String message, @Nullable Throwable cause) {
    super(requireNonNull(message, "message"), cause);
    this.exitCode = requireNonNull(exitCode, "exitCode");
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
