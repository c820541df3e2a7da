package com.shopsphere.warehouse.testing.bigquery;

import com.shopsphere.warehouse.testing.Command;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An emulator's process.
 *
 * <p>It ends when it is closed, when this JVM shuts down, and when this JVM is killed (its standard
 * input ends then). Should it live on all the same, {@link #stopLeftOver} ends it.
 */
final class EmulatorProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long STOP_SECONDS = 10;
  private static final String PID_FILE = "emulator.pid";

  private final Process process;
  private final Command command;
  private final List<Integer> ports;

  private EmulatorProcess(Process process, Command command, String ports) {
    this.process = process;
    this.command = command;
    this.ports = Arrays.stream(ports.strip().split(" ", -1)).map(Integer::valueOf).toList();
  }

  /**
   * Starts an emulator and waits until all its ports answer.
   *
   * @param directory for its log and process id, and the place of its temporary files
   * @param variables set in its environment
   * @param arguments what the launcher wants besides the file that it writes the ports to
   * @throws IllegalStateException if it ends or is not ready in time; it quotes the last output
   */
  static EmulatorProcess start(
      PythonEnvironment python,
      Path directory,
      Map<String, String> variables,
      List<String> arguments) {
    var ready = directory.resolve("ready");
    var environment = new HashMap<>(variables);
    environment.put("TMPDIR", directory.toString());
    var serve = new ArrayList<>(List.of("serve", ready.toString()));
    serve.addAll(arguments);
    var command = python.launch(directory.resolve("emulator.log"), environment, serve);
    deleteIfExists(ready);
    var process = command.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    try {
      Files.writeString(directory.resolve(PID_FILE), Long.toString(process.pid()));
      awaitReady(process, ready, command);
      return new EmulatorProcess(process, command, Files.readString(ready));
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

  /** Where it answers, on the loopback address, in the order in which its launcher names them. */
  List<Integer> ports() {
    return ports;
  }

  /** The end of what it wrote to standard output and standard error. */
  String lastOutput() {
    return command.lastOutput();
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
