package com.shopsphere.warehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A virtual environment of Python 3.11.
 *
 * <p>It is made once and kept: a stamp holds the hash of the requirements that it was made from.
 * Making it installs them from the package registry; reusing it needs no network. Only one JVM
 * makes it at a time.
 */
public final class VirtualEnvironment {

  private static final Duration INSTALL_LIMIT = Duration.ofMinutes(15);
  private static final Duration STEP_LIMIT = Duration.ofMinutes(2);

  private final Path directory;

  private VirtualEnvironment(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes the environment under a directory, or finds it there.
   *
   * @param requirements content of a file that pins what is installed, with all that this needs
   * @param preparation what else must be done once after the installation
   * @throws IllegalStateException if Python 3.11 is missing or the packages cannot be installed; it
   *     quotes the last output
   */
  public static synchronized VirtualEnvironment at(
      Path directory, byte[] requirements, Runnable preparation) {
    var environment = new VirtualEnvironment(directory.toAbsolutePath());
    try {
      Files.createDirectories(directory);
      try (var lock =
              FileChannel.open(
                  directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var held = lock.lock()) {
        if (held.isValid()) {
          environment.makeUnlessCurrent(requirements, preparation);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot make a Python environment in %s".formatted(directory), e);
    }
    return environment;
  }

  /** Where its programs and packages are. */
  public Path home() {
    return directory.resolve("venv");
  }

  private void makeUnlessCurrent(byte[] requirements, Runnable preparation) throws IOException {
    var stamp = directory.resolve("stamp");
    var wanted = hash(requirements);
    if (Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
      return;
    }
    Files.deleteIfExists(stamp);
    var log = directory.resolve("install.log");
    Files.deleteIfExists(log);
    new Command(List.of("python3.11", "-m", "venv", "--clear", home().toString()), Map.of(), log)
        .run(STEP_LIMIT);
    var file = Files.write(directory.resolve("requirements.txt"), requirements);
    new Command(
            List.of(
                home().resolve("bin/python").toString(),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                // Nothing but what is pinned.
                "--no-deps",
                "--requirement",
                file.toString()),
            Map.of(),
            log)
        .run(INSTALL_LIMIT);
    preparation.run();
    Files.writeString(stamp, wanted);
  }

  private static String hash(byte[] requirements) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(requirements));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
