package com.shopsphere.warehouse.testing.bigquery;

import com.shopsphere.warehouse.testing.Command;
import com.shopsphere.warehouse.testing.VirtualEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A virtual environment with an emulator in it, and the emulator's launcher. */
final class PythonEnvironment {

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
      Files.createDirectories(environment.directory.resolve("home"));
      environment.copyFiles();
      VirtualEnvironment.at(directory, read(program.requirements()), environment::prepare);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot make a Python environment in %s".formatted(directory), e);
    }
    return environment;
  }

  private void copyFiles() throws IOException {
    copy(program.launcher());
    for (var module : program.modules()) {
      copy(module);
    }
  }

  private void prepare() {
    for (var step : program.preparation()) {
      launch(directory.resolve("install.log"), Map.of(), List.of(step)).run(STEP_LIMIT);
    }
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

  private void copy(String resource) throws IOException {
    var file = directory.resolve(resource);
    var content = read(resource);
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
      Files.write(file, content);
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
