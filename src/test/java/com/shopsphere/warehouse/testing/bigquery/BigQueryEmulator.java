package com.shopsphere.warehouse.testing.bigquery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A BigQuery on this machine, empty at start and forgotten at the end, that the real Spark
 * connector reads and writes.
 *
 * <p>The first start on a machine installs Python packages and takes a minute or two; later ones
 * take some seconds. Starting sets this JVM's trust store (see {@link #trustProperties}): start it
 * before other TLS connections are made, as some clients read the trust store once only.
 *
 * <pre>{@code
 * try (var bigQuery = BigQueryEmulator.start()) {
 *   bigQuery.createDataset("shop");
 *   rows.write().format("bigquery").options(bigQuery.connectorOptions())
 *       .option("writeMethod", "direct").mode("append").save("shop.orders");
 *   bigQuery.query("SELECT COUNT(*) FROM shop.orders");
 * }
 * }</pre>
 *
 * <p>For {@code indirect} writes see {@link #storage}. Its tables outlive its process: see {@link
 * #kill}.
 */
public final class BigQueryEmulator implements BigQueryServer {

  /** What jobs that publish here show to BigQuery, and to nobody else. */
  public static final String TOKEN = "canary-token-51d8";

  private static final String PROJECT = "test";
  private static final String LOCATION = "US";
  private static final String BUCKET = "test-bucket";
  private static final Path HOME = Path.of("target", "bigquery-emulator").toAbsolutePath();
  private static final Path RUNS = HOME.resolve("runs");
  private static final Path OUR_RUNS = RUNS.resolve(Long.toString(ProcessHandle.current().pid()));

  private static final List<Integer> ANY_PORTS = List.of(0, 0);
  private static final PythonProgram PROGRAM =
      new PythonProgram(
          "launch_emulator.py",
          List.of("emulator_rest.py", "emulator_sql.py"),
          "requirements.txt",
          List.of("prepare"));

  private static @Nullable LocalhostCertificate trusted;

  private final PythonEnvironment python;
  private final Path directory;
  private EmulatorProcess process;
  private boolean hasBucket;
  private final GcsEmulator storage;
  private final TlsProxy proxy;
  private final BigQueryRest rest;
  private final LocalhostCertificate certificate;

  private BigQueryEmulator(
      PythonEnvironment python, Path directory, LocalhostCertificate certificate) {
    this.python = python;
    this.directory = directory;
    this.process = serve(python, directory, ANY_PORTS);
    this.storage = GcsEmulator.start(buckets(directory));
    this.proxy = TlsProxy.start(certificate.serverContext(), process.ports().get(1));
    this.certificate = certificate;
    this.rest = new BigQueryRest(httpEndpoint(), PROJECT, LOCATION, TOKEN);
  }

  /**
   * Starts an emulator on free ports of the loopback address.
   *
   * @throws IllegalStateException if Python 3.11 is missing, the packages cannot be installed or
   *     the emulator does not start; the message quotes the last output
   */
  public static synchronized BigQueryEmulator start() {
    var python = PythonEnvironment.at(HOME, PROGRAM);
    var certificate = trustedCertificate(python);
    try {
      var directory = Files.createTempDirectory(OUR_RUNS, "emulator-");
      return new BigQueryEmulator(python, directory, certificate);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a directory in %s".formatted(OUR_RUNS), e);
    }
  }

  /** On tables that another process left in the directory, if one did. */
  private static EmulatorProcess serve(
      PythonEnvironment python, Path directory, List<Integer> ports) {
    return EmulatorProcess.start(
        python,
        directory,
        Map.of("BQEMU_GCS_LOCAL_ROOT", buckets(directory).toString()),
        List.of(
            PROJECT,
            directory.resolve("data").toString(),
            ports.get(0).toString(),
            ports.get(1).toString()));
  }

  /** The directory whose sub-directories the emulator takes for the buckets of Cloud Storage. */
  private static Path buckets(Path directory) {
    return directory.resolve("buckets");
  }

  @Override
  public String project() {
    return PROJECT;
  }

  /** Options by which the connector reaches this emulator and nothing else. */
  public Map<String, String> connectorOptions() {
    return Map.of(
        "bigQueryHttpEndpoint",
        httpEndpoint(),
        "bigQueryStorageGrpcEndpoint",
        "localhost:" + proxy.port(),
        "gcpAccessToken",
        "no-token",
        "parentProject",
        PROJECT,
        "project",
        PROJECT);
  }

  @Override
  public String location() {
    return LOCATION;
  }

  @Override
  public String token() {
    return TOKEN;
  }

  /** This JVM's Spark sessions write to the emulator's storage from then on, until it is closed. */
  @Override
  public String bucket() {
    if (!hasBucket) {
      storage.createBucket(BUCKET, LOCATION);
      storage.sparkProperties().forEach(System::setProperty);
      hasBucket = true;
    }
    return BUCKET;
  }

  @Override
  public List<String> objects() {
    return storage.objects(BUCKET);
  }

  @Override
  public String target(String dataset, Path staging) {
    return """
        type = bigquery
        bigquery {
          project = %s, dataset = %s, staging-path = "%s", access-token = "%s", retry-time = 3s
          endpoints { api = "%s", storage = "%s", write = "localhost:%d" }
        }
        """
        .formatted(
            PROJECT, dataset, staging, TOKEN, httpEndpoint(), storage.endpoint(), proxy.port());
  }

  /** System properties for another JVM whose connector is to reach this emulator. */
  public Map<String, String> trustProperties() {
    return certificate.trustProperties();
  }

  @Override
  public String httpEndpoint() {
    return "http://127.0.0.1:" + process.ports().get(0);
  }

  /** The Cloud Storage from which load jobs read, for indirect writes. */
  public GcsEmulator storage() {
    return storage;
  }

  @Override
  public void createDataset(String dataset) {
    rest.createDataset(dataset, LOCATION);
  }

  public void createDataset(String dataset, String location) {
    rest.createDataset(dataset, location);
  }

  @Override
  public RestAnswer send(String method, String path) {
    return rest.send(method, path, null);
  }

  /** Sends a REST request with a JSON body; see {@link #send(String, String)}. */
  public RestAnswer send(String method, String path, String body) {
    return rest.send(method, path, body);
  }

  /**
   * From now on {@code tables.testIamPermissions} leaves these permissions out, and only these.
   * Requests that need them still succeed.
   */
  public void denyPermissions(String... permissions) {
    var quoted = Arrays.stream(permissions).map(name -> '"' + name + '"').toList();
    rest.send("PUT", "../../testing/deniedPermissions", quoted.toString());
  }

  /**
   * Kills the emulator's process, as {@code kill -9} does: requests under way break, later ones are
   * refused. Tables, datasets and jobs are kept, streams and results of queries are lost.
   */
  public void kill() {
    process.close();
  }

  /** Starts the emulator again after {@link #kill}, with its tables and on its ports. */
  public void restart() {
    process = serve(python, directory, process.ports());
  }

  @Override
  public boolean tableExists(String dataset, String table) {
    return rest.tableExists(dataset, table);
  }

  @Override
  public List<List<@Nullable String>> query(String sql) {
    return rest.query(sql);
  }

  /**
   * Ends the emulator; its data is gone. The JVM goes on trusting its certificate, and its storage
   * answers until the JVM ends: a shutdown hook of the connector looks there once more, and would
   * try for longer than half a minute.
   */
  @Override
  public void close() throws IOException {
    if (hasBucket) {
      storage.sparkProperties().keySet().forEach(System::clearProperty);
    }
    proxy.close();
    process.close();
  }

  /** One certificate a JVM, as its TLS clients may read the trust store once only. */
  private static LocalhostCertificate trustedCertificate(PythonEnvironment python) {
    if (trusted == null) {
      removeLeftOvers(python.launcher());
      try {
        trusted = LocalhostCertificate.create(Files.createDirectories(OUR_RUNS));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot make %s".formatted(OUR_RUNS), e);
      }
      trusted.trustProperties().forEach(System::setProperty);
    }
    return trusted;
  }

  /** Stops what JVMs that are no more left running, and deletes their directories. */
  private static void removeLeftOvers(Path launcher) {
    if (!Files.exists(RUNS)) {
      return;
    }
    try (var owners = Files.list(RUNS)) {
      for (var owner : owners.filter(BigQueryEmulator::isOver).toList()) {
        try (var runs = Files.list(owner)) {
          runs.forEach(run -> EmulatorProcess.stopLeftOver(run, launcher));
        }
        deleteTree(owner);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove left-overs in %s".formatted(RUNS), e);
    }
  }

  /** A directory named after this very process is an earlier one's: nothing has been made yet. */
  private static boolean isOver(Path owner) {
    return owner.equals(OUR_RUNS)
        || ProcessHandle.of(Long.parseLong(owner.getFileName().toString())).isEmpty();
  }

  private static void deleteTree(Path directory) throws IOException {
    try (var paths = Files.walk(directory)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
