package com.shopsphere.warehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The life of one server process in one directory, the same for every product.
 *
 * <p>The process is found by the data directory on its command line, not by a remembered process
 * id: an id may be reused by a stranger, and a JVM may be killed before it has written one down. It
 * is ended by force, since its data are deleted right after.
 */
final class ServerProcess {

  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int LOG_TAIL = 30;

  private final ServerProgram program;
  private final DirectoryLock lock;
  private final Path data;
  private final Path temporary;
  private final Path log;
  private final Path firstStatements;
  private final String password = UUID.randomUUID().toString();
  private final Thread shutdownHook = new Thread(this::stop, "stop-embedded-server");
  private @Nullable Process process;
  private boolean stopped;

  private ServerProcess(ServerProgram program, Path directory, DirectoryLock lock) {
    this.program = program;
    this.lock = lock;
    this.data = directory.resolve("data");
    this.temporary = directory.resolve("tmp");
    this.log = directory.resolve("server.log");
    this.firstStatements = directory.resolve("first-statements.sql");
  }

  /**
   * Starts a server with empty data and waits until it accepts connections.
   *
   * <p>A server that a killed JVM left in the directory is stopped first, and its data are deleted.
   *
   * @param extraOptions server options such as {@code --log-bin=binlog}; they win over the built-in
   * @throws IllegalStateException if the directory is in use, or if the server does not start; the
   *     message then ends with the last lines of its log
   */
  static EmbeddedServer start(ServerProgram program, Path directory, List<String> extraOptions) {
    return start(program, directory, extraOptions, ServerProcess::freePort);
  }

  static EmbeddedServer start(
      ServerProgram program, Path directory, List<String> extraOptions, IntSupplier ports) {
    var lock = DirectoryLock.acquire(directory);
    ServerProcess server = null;
    try {
      server = new ServerProcess(program, directory.toRealPath(), lock);
      Runtime.getRuntime().addShutdownHook(server.shutdownHook);
      server.removeProcessesAndFiles();
      server.initialise();
      return server.run(extraOptions, ports);
    } catch (IOException e) {
      stop(server, lock);
      throw new UncheckedIOException(
          "Cannot start %s in %s".formatted(program.name(), directory), e);
    } catch (RuntimeException e) {
      stop(server, lock);
      throw e;
    }
  }

  private static void stop(@Nullable ServerProcess server, DirectoryLock lock) {
    if (server == null) {
      lock.close();
      return;
    }
    server.stop();
  }

  private void initialise() throws IOException {
    Files.createDirectories(temporary);
    var initialisation = launch(program.initialise(), List.of());
    if (!exits(initialisation, START_LIMIT)) {
      throw failure("is still initialising after %d s".formatted(START_LIMIT.toSeconds()));
    }
    if (initialisation.exitValue() != 0) {
      throw failure("failed to initialise, exit code %d".formatted(initialisation.exitValue()));
    }
    Files.writeString(
        firstStatements,
        """
        CREATE USER IF NOT EXISTS 'root'@'127.0.0.1';
        GRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;
        ALTER USER 'root'@'127.0.0.1' IDENTIFIED BY '%1$s';
        ALTER USER 'root'@'localhost' IDENTIFIED BY '%1$s';
        """
            .formatted(password));
  }

  /** Another program may take the free port before the server does: a second try gets another. */
  private EmbeddedServer run(List<String> extraOptions, IntSupplier ports) throws IOException {
    var port = ports.getAsInt();
    var running = launch(program.run(), options(port, extraOptions));
    var version = awaitVersion(running, port);
    if (version == null && log().contains("Address already in use")) {
      port = ports.getAsInt();
      running = launch(program.run(), options(port, extraOptions));
      version = awaitVersion(running, port);
    }
    if (version == null) {
      throw failure(
          running.isAlive()
              ? "accepts no connection after %d s".formatted(START_LIMIT.toSeconds())
              : "ended with exit code %d".formatted(running.exitValue()));
    }
    Files.delete(firstStatements);
    return new RunningServer(program.name() + " " + version, port, password, this::stop);
  }

  /** Settings for short-lived data on a laptop: nothing has to survive a crash. */
  private List<String> options(int port, List<String> extraOptions) {
    var options =
        new ArrayList<>(
            List.of(
                "--bind-address=127.0.0.1",
                "--port=" + port,
                // Relative to the data directory: a whole path may exceed the 107 bytes allowed.
                "--socket=server.sock",
                "--tmpdir=" + temporary,
                "--init-file=" + firstStatements,
                "--skip-name-resolve",
                "--character-set-server=utf8mb4",
                "--local-infile=1",
                "--max-connections=200",
                "--max-allowed-packet=64M",
                "--innodb-buffer-pool-size=512M",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-doublewrite=OFF",
                "--sync-binlog=0"));
    options.addAll(program.options());
    options.addAll(extraOptions);
    return options;
  }

  private synchronized Process launch(List<String> command, List<String> options)
      throws IOException {
    if (stopped) {
      throw new IllegalStateException(
          "Cannot start %s: the JVM is shutting down".formatted(program.name()));
    }
    var whole = new ArrayList<>(command);
    whole.add("--datadir=" + data);
    whole.addAll(options);
    var builder = new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.directory(program.binaries().toFile());
    builder.environment().putAll(program.environment());
    process = builder.start();
    return process;
  }

  /** The server's version without suffix, or null when the process ends or the time is over. */
  private @Nullable String awaitVersion(Process running, int port) {
    var server = new RunningServer(program.name(), port, password, () -> {});
    var started = System.nanoTime();
    while (running.isAlive() && System.nanoTime() - started < START_LIMIT.toNanos()) {
      // A stranger on our port may accept the connection and then say nothing.
      try (var connection = server.connect("", ANSWER_LIMIT);
          var statement = connection.createStatement();
          var result = statement.executeQuery("SELECT SUBSTRING_INDEX(VERSION(), '-', 1)")) {
        result.next();
        return result.getString(1);
      } catch (SQLException notYet) {
        pause();
      }
    }
    return null;
  }

  private synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    forgetShutdownHook();
    try (lock) {
      if (process != null) {
        process.destroyForcibly();
        exits(process, STOP_LIMIT);
      }
      removeProcessesAndFiles();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete the data in %s".formatted(data), e);
    }
  }

  private void forgetShutdownHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down: the hook is what runs us, or will find nothing left to do.
    }
  }

  private void removeProcessesAndFiles() throws IOException {
    var started = System.nanoTime();
    for (var left = processes(); !left.isEmpty(); left = processes()) {
      if (System.nanoTime() - started > STOP_LIMIT.toNanos()) {
        throw new IOException("Cannot stop %s, which uses %s".formatted(left, data));
      }
      left.forEach(ProcessHandle::destroyForcibly);
      pause();
    }
    for (var path : List.of(data, temporary, log, firstStatements)) {
      Folders.delete(path);
    }
  }

  /** Every live process that was started for this data directory, initialising ones included. */
  private List<ProcessHandle> processes() {
    var option = " --datadir=%s ".formatted(data);
    return ProcessHandle.allProcesses()
        .filter(each -> (each.info().commandLine().orElse("") + " ").contains(option))
        .toList();
  }

  private IllegalStateException failure(String what) throws IOException {
    var lines = log().lines().toList();
    var tail = lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size());
    return new IllegalStateException(
        "Cannot start %s: the server %s; its log ends with:%n%s"
            .formatted(program.name(), what, String.join(System.lineSeparator(), tail)));
  }

  private String log() throws IOException {
    return new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1);
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot find a free port on the loopback interface", e);
    }
  }

  private static boolean exits(Process process, Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("Cannot wait for the server: interrupted", e);
  }
}
