package com.shopsphere.warehouse.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The job as its users start it: a process of its own, begun by {@code submit/local.sh}.
 *
 * <p>The script becomes spark-submit, and that the job's JVM, in one process: what is done to this
 * is done to the JVM.
 */
public final class Submission implements AutoCloseable {

  /** Absolute, since the working directory is another. */
  public static final Path LOCAL = Path.of("submit", "local.sh").toAbsolutePath();

  private static final long PAUSE_MILLIS = 2;

  private final Process process;
  private final Path output;
  private final BufferedReader errors;
  private final List<String> lines = new ArrayList<>();

  private Submission(Process process, Path output) {
    this.process = process;
    this.output = output;
    this.errors = process.errorReader(StandardCharsets.UTF_8);
  }

  /**
   * What a process left behind.
   *
   * @param exitCode 128 and the number of the signal if one ended it
   * @param output all that it wrote to standard output
   * @param errors the lines that it wrote to standard error
   */
  public record Outcome(int exitCode, String output, List<String> errors) {

    public Outcome {
      errors = List.copyOf(errors);
    }
  }

  /**
   * Starts a process on two cores, with one GiB of heap.
   *
   * @param directory where it works; its standard output goes to a new file there
   * @param environment what it finds besides this JVM's own, settings of the project left out
   * @param command program and arguments
   */
  public static Submission start(
      Path directory, Map<String, String> environment, List<String> command) throws IOException {
    Path output = Files.createTempFile(directory, "output-", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectOutput(output.toFile());
    Map<String, String> variables = builder.environment();
    variables
        .keySet()
        .removeIf(
            name ->
                Stream.of("WAREHOUSE_", "SUBMIT_", "SPARK_", "DBT_", "LC_")
                    .anyMatch(name::startsWith));
    // As a scheduler would: without a language.
    variables.remove("LANG");
    variables.put("JAVA_HOME", System.getProperty("java.home"));
    variables.put("SUBMIT_MASTER", "local[2]");
    variables.put("SUBMIT_MEMORY", "1g");
    variables.putAll(environment);
    return new Submission(builder.start(), output);
  }

  /** Runs a command to its end. */
  public static Outcome run(Path directory, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    try (Submission submission = start(directory, environment, command)) {
      return submission.await();
    }
  }

  /**
   * Waits for a line on standard error.
   *
   * @param text what the line must contain
   * @throws IllegalStateException if the process ends without it
   */
  public void awaitLine(String text) throws IOException, InterruptedException {
    String line = nextLine();
    while (line != null && !line.contains(text)) {
      line = nextLine();
    }
    if (line == null) {
      throw new IllegalStateException(
          "The job ended without '%s':%n%s".formatted(text, String.join("\n", lines)));
    }
  }

  /**
   * Waits for a text on standard output.
   *
   * @throws IllegalStateException if the process ends without it
   */
  public void awaitOutput(String text) throws IOException, InterruptedException {
    while (!Files.readString(output).contains(text)) {
      if (process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            "The process ended without '%s':%n%s".formatted(text, Files.readString(output)));
      }
    }
  }

  /** The program that the process runs now, by its file name. */
  public String program() {
    return process
        .info()
        .command()
        .map(command -> Path.of(command).getFileName().toString())
        .orElse("");
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /** Ends it as a power cut would. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Asks it to end, as a scheduler does: what it says last is still read. */
  public void terminate() {
    process.toHandle().destroy();
  }

  /** Waits for its end. */
  public Outcome await() throws IOException, InterruptedException {
    while (nextLine() != null) {
      // Kept by nextLine.
    }
    return new Outcome(process.waitFor(), Files.readString(output), lines);
  }

  /**
   * Reads no further than there is something, so that a test that takes too long can be stopped.
   */
  private @Nullable String nextLine() throws IOException, InterruptedException {
    while (!errors.ready()) {
      if (process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS) && !errors.ready()) {
        return null;
      }
    }
    String line = errors.readLine();
    if (line != null) {
      lines.add(line);
    }
    return line;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
