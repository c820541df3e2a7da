package com.shopsphere.warehouse.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A child process, not yet started, whose output goes to a file so that a failure can quote it.
 *
 * @param arguments program and arguments
 * @param environment variables set on top of this JVM's own
 * @param log file that takes standard output and standard error, appended to
 */
public record Command(List<String> arguments, Map<String, String> environment, Path log) {

  private static final int QUOTED_CHARACTERS = 4_000;

  public Command {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  public Process start() {
    var builder =
        new ProcessBuilder(arguments)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new IllegalStateException("Cannot start %s".formatted(this), e);
    }
  }

  /**
   * Runs to the end.
   *
   * @throws IllegalStateException if the exit status is not 0 or the limit passes; it quotes the
   *     last output
   */
  public void run(Duration limit) {
    var process = start();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failure("it is still running after %d s".formatted(limit.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while running %s".formatted(this), e);
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw failure("exit status %d".formatted(process.exitValue()));
    }
  }

  public IllegalStateException failure(String found) {
    return new IllegalStateException(
        "Cannot complete %s: %s; its last output:%n%s".formatted(this, found, lastOutput()));
  }

  /** The end of the log. */
  public String lastOutput() {
    try {
      var output = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
      return output.substring(Math.max(0, output.length() - QUOTED_CHARACTERS));
    } catch (IOException e) {
      return "unreadable: " + e;
    }
  }

  @Override
  public String toString() {
    return "`" + String.join(" ", arguments) + "`";
  }
}
