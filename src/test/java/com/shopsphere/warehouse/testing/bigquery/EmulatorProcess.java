package com.shopsphere.warehouse.testing.bigquery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The emulator's process, which keeps its tables in a directory.
 *
 * <p>It ends when it is closed, when this JVM shuts down, and when this JVM is killed (its standard
 * input ends then). Should it live on all the same, {@link #stopLeftOver} ends it.
 */
final class EmulatorProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long STOP_SECONDS = 10;
  private static final String PID_FILE = "emulator.pid";
  private static final String ANY_PORT = "0";

  private final Process process;
  private final int restPort;
  private final int grpcPort;

  private EmulatorProcess(Process process, String ports) {
    this.process = process;
    var restAndGrpc = ports.strip().split(" ", -1);
    this.restPort = Integer.parseInt(restAndGrpc[0]);
    this.grpcPort = Integer.parseInt(restAndGrpc[1]);
  }

  /**
   * Starts the emulator on free ports and waits until both answer.
   *
   * @param directory empty directory for its files, log and process id
   * @throws IllegalStateException if it ends or is not ready in time; it quotes the last output
   */
  static EmulatorProcess start(PythonEnvironment python, Path directory, String project) {
    return start(python, directory, project, List.of(ANY_PORT, ANY_PORT));
  }

  /** Starts another process on the files and ports of this one, which must have ended. */
  EmulatorProcess startAgain(PythonEnvironment python, Path directory, String project) {
    var ports = List.of(Integer.toString(restPort), Integer.toString(grpcPort));
    return start(python, directory, project, ports);
  }

  /** The directory whose sub-directories the emulator takes for the buckets of Cloud Storage. */
  static Path buckets(Path directory) {
    return directory.resolve("buckets");
  }

  private static EmulatorProcess start(
      PythonEnvironment python, Path directory, String project, List<String> ports) {
    var ready = directory.resolve("ready");
    var variables =
        Map.of(
            "BQEMU_GCS_LOCAL_ROOT", buckets(directory).toString(), "TMPDIR", directory.toString());
    var arguments =
        List.of(
            "serve",
            ready.toString(),
            project,
            directory.resolve("data").toString(),
            ports.get(0),
            ports.get(1));
    var command = python.launch(directory.resolve("emulator.log"), variables, arguments);
    deleteIfExists(ready);
    var process = command.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    try {
      Files.writeString(directory.resolve(PID_FILE), Long.toString(process.pid()));
      awaitReady(process, ready, command);
      return new EmulatorProcess(process, Files.readString(ready));
    } catch (IOException e) {
      process.destroyForcibly();
      throw new UncheckedIOException("Cannot use %s".formatted(directory), e);
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Ends the emulator that a directory's process id names, if there is one and it is ours. */
  static void stopLeftOver(Path directory, Path launcher) {
    var file = directory.resolve(PID_FILE);
    if (!Files.exists(file)) {
      return;
    }
    try {
      ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
          .filter(found -> runs(found, launcher))
          .ifPresent(EmulatorProcess::stop);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s".formatted(file), e);
    }
  }

  int restPort() {
    return restPort;
  }

  int grpcPort() {
    return grpcPort;
  }

  @Override
  public void close() {
    stop(process.toHandle());
  }

  private static boolean runs(ProcessHandle found, Path launcher) {
    return found
        .info()
        .arguments()
        .map(arguments -> Arrays.asList(arguments).contains(launcher.toString()))
        .orElse(false);
  }

  private static void stop(ProcessHandle found) {
    found.destroyForcibly();
    await(found.onExit());
  }

  private static void await(CompletableFuture<ProcessHandle> end) {
    try {
      end.get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Cannot stop the BigQuery emulator", e);
    }
  }

  private static void awaitReady(Process process, Path ready, Command command) {
    var deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!Files.exists(ready)) {
      if (!process.isAlive()) {
        throw command.failure("exit status %d".formatted(process.exitValue()));
      }
      if (System.nanoTime() > deadline) {
        throw command.failure("it is not ready after %d s".formatted(START_LIMIT.toSeconds()));
      }
      pause();
    }
  }

  private static void deleteIfExists(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete %s".formatted(file), e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the BigQuery emulator starts", e);
    }
  }
}
