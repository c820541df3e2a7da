package com.shopsphere.warehouse.testing;

import com.shopsphere.warehouse.testing.Submission.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Python packages in an environment of their own below {@code target/}, made once from a file that
 * pins every one of them. Making it fetches them from the package registry; reusing it needs no
 * network.
 */
public final class PythonPackages {

  private PythonPackages() {}

  /**
   * The environment's directory; its programs are in {@code bin}.
   *
   * @param requirements one {@code name==version} a line, with all that these need
   * @throws IllegalStateException if Python 3.11 is missing or a package cannot be installed
   */
  public static Path installed(Path requirements) {
    try {
      UUID content = UUID.nameUUIDFromBytes(Files.readAllBytes(requirements));
      Path environment = Path.of("target", "python", content.toString()).toAbsolutePath();
      return Folders.fillOnce(environment, draft -> install(requirements.toAbsolutePath(), draft));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot install %s".formatted(requirements), e);
    }
  }

  /** The environment may be moved afterwards, except for programs that are scripts. */
  private static void install(Path requirements, Path environment) throws IOException {
    run(environment, "python3.11", "-m", "venv", environment.toString());
    run(
        environment,
        environment.resolve("bin/python").toString(),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--no-compile",
        "--requirement",
        requirements.toString());
  }

  private static void run(Path directory, String... command) throws IOException {
    try {
      Outcome outcome = Submission.run(directory, Map.of(), List.of(command));
      if (outcome.exitCode() != 0) {
        throw new IllegalStateException(
            "Cannot complete %s:%n%s"
                .formatted(String.join(" ", command), String.join("\n", outcome.errors())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while running " + command[0], e);
    }
  }
}
