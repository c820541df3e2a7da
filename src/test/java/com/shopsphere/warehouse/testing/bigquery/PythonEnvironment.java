package com.shopsphere.warehouse.testing.bigquery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A Python 3.11 virtual environment with an emulator in it, and the emulator's launcher.
 *
 * <p>It is made once and kept: a stamp holds the hash of the requirements that it was made from.
 * Making it installs them from the package registry; reusing it needs no network. Only one JVM
 * makes it at a time.
 */
final class PythonEnvironment {

  private static final Duration INSTALL_LIMIT = Duration.ofMinutes(15);
  private static final Duration STEP_LIMIT = Duration.ofMinutes(2);

  private final Path directory;
  private final PythonProgram program;

  private PythonEnvironment(Path directory, PythonProgram program) {
    this.directory = directory;
    this.program = program;
  }

  /** Makes the environment of a program under a directory, or finds it there. */
  static synchronized PythonEnvironment at(Path directory, PythonProgram program) {
    var environment = new PythonEnvironment(directory.toAbsolutePath(), program);
    try {
      Files.createDirectories(directory);
      try (var lock =
              FileChannel.open(
                  directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var held = lock.lock()) {
        if (held.isValid()) {
          environment.makeUnlessCurrent();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot make a Python environment in %s".formatted(directory), e);
    }
    return environment;
  }

  /** The launcher's path: it identifies our processes among all Python processes. */
  Path launcher() {
    return directory.resolve(program.launcher());
  }

  /** A command that runs the launcher with a home of its own and no way to a real cloud. */
  Command launch(Path log, Map<String, String> variables, List<String> arguments) {
    var environment = new HashMap<>(variables);
    environment.put("HOME", directory.resolve("home").toString());
    environment.put("NO_GCE_CHECK", "true");
    environment.put("GCE_METADATA_HOST", "127.0.0.1:1");
    var command = new ArrayList<String>();
    command.add(directory.resolve("venv/bin/python").toString());
    command.add(launcher().toString());
    command.addAll(arguments);
    return new Command(command, environment, log);
  }

  private void makeUnlessCurrent() throws IOException {
    copy(program.launcher());
    for (var module : program.modules()) {
      copy(module);
    }
    var stamp = directory.resolve("stamp");
    var wanted = hash();
    if (Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
      return;
    }
    Files.deleteIfExists(stamp);
    Files.createDirectories(directory.resolve("home"));
    var venv = directory.resolve("venv").toString();
    var log = directory.resolve("install.log");
    Files.deleteIfExists(log);
    new Command(List.of("python3.11", "-m", "venv", "--clear", venv), Map.of(), log)
        .run(STEP_LIMIT);
    var requirements = copy(program.requirements()).toString();
    new Command(
            List.of(venv + "/bin/pip", "install", "--quiet", "--requirement", requirements),
            Map.of(),
            log)
        .run(INSTALL_LIMIT);
    for (var step : program.preparation()) {
      launch(log, Map.of(), List.of(step)).run(STEP_LIMIT);
    }
    Files.writeString(stamp, wanted);
  }

  private Path copy(String resource) throws IOException {
    var file = directory.resolve(resource);
    var content = read(resource);
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
      Files.write(file, content);
    }
    return file;
  }

  private String hash() throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(read(program.requirements())));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] read(String resource) throws IOException {
    try (var content = PythonEnvironment.class.getResourceAsStream(resource)) {
      if (content == null) {
        throw new IllegalStateException("Cannot find resource %s".formatted(resource));
      }
      return content.readAllBytes();
    }
  }
}
