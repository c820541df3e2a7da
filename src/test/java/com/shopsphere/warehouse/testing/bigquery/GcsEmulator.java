package com.shopsphere.warehouse.testing.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.shopsphere.warehouse.testing.bigquery.GcsObjects.StoredObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * The part of Cloud Storage's JSON interface that Hadoop's {@code gs://} file system uses, on a
 * free loopback port: buckets, list, upload, download, rewrite, compose, delete and batches.
 *
 * <p>Everyone may do everything, until a bucket is refused. Lists are one page, and a rewrite is
 * done at once.
 */
public final class GcsEmulator implements Closeable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ANY_GENERATION = "";

  private final HttpServer server;
  private final ExecutorService threads;
  private final GcsObjects objects;
  private final GcsUploads uploads = new GcsUploads();
  private final Map<String, String> locations = new ConcurrentHashMap<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  private GcsEmulator(HttpServer server, Path root) {
    this.server = server;
    this.objects = new GcsObjects(root);
    this.threads =
        Executors.newCachedThreadPool(
            work -> {
              var thread = new Thread(work, "gcs-emulator");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Serves until closed.
   *
   * @param root directory for the objects as files
   */
  public static GcsEmulator start(Path root) {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var emulator = new GcsEmulator(server, root);
      server.setExecutor(emulator.threads);
      server.createContext("/", emulator::serve);
      server.start();
      return emulator;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start a Cloud Storage emulator", e);
    }
  }

  /** Makes an empty bucket. */
  public void createBucket(String bucket, String location) {
    locations.put(bucket, location);
  }

  /** From now on nobody may do anything in a bucket, as if the account had lost its role. */
  public void refuse(String bucket) {
    refused.add(bucket);
  }

  /**
   * The names of a bucket's objects, ascending, those of its directories with a slash at the end.
   */
  public List<String> objects(String bucket) {
    return objects.list(bucket, "").stream().map(StoredObject::name).toList();
  }

  /** Properties of Hadoop by which {@code gs://} paths lead to this emulator and nowhere else. */
  public Map<String, String> hadoopProperties() {
    return Map.of(
        "fs.gs.impl",
        "com.google.cloud.hadoop.fs.gcs.GoogleHadoopFileSystem",
        "fs.AbstractFileSystem.gs.impl",
        "com.google.cloud.hadoop.fs.gcs.GoogleHadoopFS",
        "fs.gs.project.id",
        "test",
        "fs.gs.storage.root.url",
        endpoint(),
        "fs.gs.auth.service.account.enable",
        "false",
        "fs.gs.auth.null.enable",
        "true",
        // A cached one would lead to another emulator of the same JVM.
        "fs.gs.impl.disable.cache",
        "true");
  }

  /** The same as {@link #hadoopProperties} for the configuration of a Spark session. */
  public Map<String, String> sparkProperties() {
    var properties = new HashMap<String, String>();
    hadoopProperties().forEach((name, value) -> properties.put("spark.hadoop." + name, value));
    return Map.copyOf(properties);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = new HashMap<String, String>();
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
      var body = exchange.getRequestBody().readAllBytes();
      if ("gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
        body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
      }
      var request =
          GcsRequest.of(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body);
      var answer = answerOrFailure(request);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      var isEmpty = answer.body().length == 0;
      exchange.sendResponseHeaders(answer.status(), isEmpty ? -1 : answer.body().length);
      if (!isEmpty) {
        exchange.getResponseBody().write(answer.body());
      }
    }
  }

  private GcsAnswer answerOrFailure(GcsRequest request) {
    try {
      return request.path().get(0).equals("batch")
          ? GcsMultipart.batch(request, this::answer)
          : answer(request);
    } catch (RuntimeException e) {
      return GcsAnswer.error(400, "invalid", "%s %s: %s".formatted(request.method(), request, e));
    }
  }

  /** Paths are [upload|download/]storage/v1/b/BUCKET[/o[/OBJECT[/VERB...]]]. */
  private GcsAnswer answer(GcsRequest request) {
    var isUpload = request.path().get(0).equals("upload");
    var path = request.path();
    path = path.subList(path.indexOf("b") + 1, path.size());
    if (!locations.containsKey(path.get(0))) {
      return GcsAnswer.error(404, "notFound", "The specified bucket does not exist.");
    }
    if (refused.contains(path.get(0))) {
      return GcsAnswer.error(
          403,
          "forbidden",
          "job@test does not have access to the bucket %s.".formatted(path.get(0)));
    }
    if (isUpload) {
      return upload(request);
    }
    return switch (path.size()) {
      case 1 -> bucket(path.get(0));
      case 2 -> list(request, path.get(0));
      case 3 -> object(request, path.get(0), path.get(2));
      case 4 -> compose(request, path.get(0), path.get(2));
      default -> rewrite(path.get(0), path.get(2), path.get(5), path.get(7));
    };
  }

  private GcsAnswer bucket(String name) {
    return GcsAnswer.json(GcsResource.ofBucket(name, locations.getOrDefault(name, "")));
  }

  private GcsAnswer list(GcsRequest request, String bucket) {
    var prefix = request.query().getOrDefault("prefix", "");
    var delimiter = request.query().getOrDefault("delimiter", "");
    var withDirectories = Boolean.parseBoolean(request.query().get("includeTrailingDelimiter"));
    var answer = JSON.createObjectNode().put("kind", "storage#objects");
    var items = answer.putArray("items");
    var prefixes = new TreeSet<String>();
    for (var object : objects.list(bucket, prefix)) {
      var end = delimiter.isEmpty() ? -1 : object.name().indexOf(delimiter, prefix.length());
      if (end >= 0) {
        prefixes.add(object.name().substring(0, end + delimiter.length()));
      }
      var isDirectory = end == object.name().length() - delimiter.length();
      if (end < 0 || (withDirectories && isDirectory)) {
        items.add(GcsResource.of(object));
      }
    }
    prefixes.forEach(answer.putArray("prefixes")::add);
    return GcsAnswer.json(answer);
  }

  private GcsAnswer object(GcsRequest request, String bucket, String name) {
    var found = objects.find(bucket, name);
    if (found.isEmpty()) {
      return GcsAnswer.notFound(bucket + "/" + name);
    }
    if (request.method().equals("DELETE")) {
      objects.delete(bucket, name);
      return GcsAnswer.empty(204, Map.of());
    }
    return "media".equals(request.query().get("alt"))
        ? GcsDownload.of(found.get(), request.header("range"))
        : GcsAnswer.json(GcsResource.of(found.get()));
  }

  private GcsAnswer upload(GcsRequest request) {
    if (request.method().equals("PUT")) {
      return uploads.append(request, this::store);
    }
    var type = request.query().getOrDefault("uploadType", "media");
    if (type.equals("resumable")) {
      return uploads.open(request, endpoint());
    }
    if (type.equals("media")) {
      return store(request.withBody(new byte[0]), request.body());
    }
    var parts = GcsMultipart.parts(request);
    return store(request.withBody(parts.get(0).body()), parts.get(1).body());
  }

  /** Stores an object as the request with its metadata says. */
  private GcsAnswer store(GcsRequest request, byte[] content) {
    var metadata = json(request);
    var bucket = request.path().get(4);
    var name = request.query().getOrDefault("name", metadata.path("name").asText());
    var wanted = request.query().getOrDefault("ifGenerationMatch", ANY_GENERATION);
    var generation = objects.find(bucket, name).map(StoredObject::generation).orElse(0L);
    if (!wanted.isEmpty() && Long.parseLong(wanted) != generation) {
      return GcsAnswer.error(
          412, "conditionNotMet", "%s has generation %d".formatted(name, generation));
    }
    var type = metadata.path("contentType").asText("application/octet-stream");
    return GcsAnswer.json(
        GcsResource.of(
            objects.put(bucket, name, content, type, metadata.path("metadata").toString())));
  }

  private GcsAnswer compose(GcsRequest request, String bucket, String name) {
    var whole = new ByteArrayOutputStream();
    for (var source : json(request).path("sourceObjects")) {
      var part = objects.find(bucket, source.path("name").asText());
      if (part.isEmpty()) {
        return GcsAnswer.notFound(bucket + "/" + source.path("name").asText());
      }
      whole.writeBytes(part.get().content());
    }
    return GcsAnswer.json(
        GcsResource.of(
            objects.put(bucket, name, whole.toByteArray(), "application/octet-stream", "")));
  }

  private GcsAnswer rewrite(String fromBucket, String from, String toBucket, String to) {
    var source = objects.find(fromBucket, from);
    if (source.isEmpty()) {
      return GcsAnswer.notFound(fromBucket + "/" + from);
    }
    var content = source.get().content();
    var copy =
        objects.put(toBucket, to, content, source.get().contentType(), source.get().metadata());
    var answer =
        JSON.createObjectNode()
            .put("kind", "storage#rewriteResponse")
            .put("done", true)
            .put("objectSize", Long.toString(content.length))
            .put("totalBytesRewritten", Long.toString(content.length));
    answer.set("resource", GcsResource.of(copy));
    return GcsAnswer.json(answer);
  }

  private static JsonNode json(GcsRequest request) {
    try {
      return JSON.readTree(request.text());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s".formatted(request.text()), e);
    }
  }
}
