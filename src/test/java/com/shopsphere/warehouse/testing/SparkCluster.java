package com.shopsphere.warehouse.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Spark standalone cluster of real processes on this machine: a master and two workers of one
 * core each, which start the executors of the jobs that are submitted to them.
 */
public final class SparkCluster implements AutoCloseable {

  private static final Path HOME = Path.of("target", "spark-home").toAbsolutePath();
  private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern REGISTERED = Pattern.compile("Successfully registered with master");
  private static final int WORKERS = 2;
  private static final long PATIENCE_MILLIS = 60_000;

  private final Path directory;
  private final List<Process> processes = new ArrayList<>();
  private String master = "";

  private SparkCluster(Path directory) {
    this.directory = directory;
  }

  /**
   * Starts the cluster and waits until the workers are known to the master.
   *
   * @param directory for logs and work; empty
   */
  public static SparkCluster start(Path directory) throws IOException, InterruptedException {
    SparkCluster cluster = new SparkCluster(directory);
    try {
      cluster.startProcesses();
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException failed) {
      cluster.close();
      throw failed;
    }
  }

  private void startProcesses() throws IOException, InterruptedException {
    Path log = start("master", "master.Master");
    master = awaitLine(log, MASTER).group(1);
    List<Path> workers = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      Path work = Files.createDirectory(directory.resolve("work-" + i));
      workers.add(
          start(
              "worker-" + i,
              "worker.Worker",
              "--cores",
              "1",
              "--memory",
              "1g",
              "--work-dir",
              work.toString(),
              master));
    }
    for (Path worker : workers) {
      awaitLine(worker, REGISTERED);
    }
  }

  private Path start(String name, String type, String... arguments) throws IOException {
    Path log = directory.resolve(name + ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                HOME.resolve("jars") + "/*",
                "org.apache.spark.deploy." + type,
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment());
    processes.add(builder.start());
    return log;
  }

  private static Map<String, String> environment() {
    return Map.of(
        "SPARK_HOME",
        HOME.toString(),
        "SPARK_SCALA_VERSION",
        "2.13",
        "SPARK_LOCAL_IP",
        "127.0.0.1",
        "JAVA_HOME",
        System.getProperty("java.home"));
  }

  private static Matcher awaitLine(Path log, Pattern pattern)
      throws IOException, InterruptedException {
    for (long waited = 0; waited < PATIENCE_MILLIS; waited += 50) {
      String text = Files.readString(log, StandardCharsets.UTF_8);
      Matcher found = pattern.matcher(text);
      if (found.find()) {
        return found;
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException(
        "Cannot find '%s' in %s:%n%s".formatted(pattern, log, Files.readString(log)));
  }

  /** What jobs give as their master: {@code spark://127.0.0.1:40123}. */
  public String master() {
    return master;
  }

  /** An executor that is running, if there is one. */
  public Optional<ProcessHandle> executor() {
    return processes.stream()
        .flatMap(process -> process.toHandle().descendants())
        .filter(
            child -> child.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
        .findFirst();
  }

  @Override
  public void close() {
    processes.stream().flatMap(process -> process.toHandle().descendants()).toList().stream()
        .forEach(ProcessHandle::destroyForcibly);
    processes.forEach(Process::destroyForcibly);
  }
}
