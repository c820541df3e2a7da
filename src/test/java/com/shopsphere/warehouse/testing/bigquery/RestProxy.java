package com.shopsphere.warehouse.testing.bigquery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before a REST interface, notes every request, and makes trouble where a test asks for it.
 *
 * <pre>{@code
 * try (var proxy = RestProxy.start(bigQuery.httpEndpoint())) {
 *   proxy.on("POST", "/bigquery/.+/jobs").time(1).dropAfter();
 *   proxy.on("GET", "/bigquery/.+/tables/orders").answer(503, "backendError", "Try again");
 *   // ... a client of proxy.endpoint() ...
 *   proxy.requests();
 * }
 * }</pre>
 *
 * <p>A Java client built on HttpURLConnection may send a POST again by itself if its connection
 * drops: count {@link #requests}.
 */
public final class RestProxy implements Closeable {

  /**
   * A request that arrived, whatever became of it.
   *
   * @param method that of X-HTTP-Method-Override if there is one
   * @param path without query
   * @param query empty if there is none
   * @param body as text, unpacked
   */
  public record Request(String method, String path, String query, String body) {}

  private static final Logger log = LoggerFactory.getLogger(RestProxy.class);
  private static final Set<String> OWN_HEADERS =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpServer server;
  private final ExecutorService threads;
  private final String target;
  private final List<RestTrouble> troubles = new CopyOnWriteArrayList<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  private RestProxy(HttpServer server, String target) {
    this.server = server;
    this.target = target;
    this.threads =
        Executors.newCachedThreadPool(
            work -> {
              var thread = new Thread(work, "rest-proxy");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Listens on a free loopback port until closed.
   *
   * @param target such as {@link BigQueryEmulator#httpEndpoint}
   */
  public static RestProxy start(String target) {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var proxy = new RestProxy(server, target);
      server.setExecutor(proxy.threads);
      server.createContext("/", proxy::serve);
      server.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start a proxy to " + target, e);
    }
  }

  /** The address that a client is to be given, without a slash at the end. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Chooses requests that are to have trouble; the answer says which. Of several troubles for one
   * request the first that was asked for happens.
   *
   * @param method such as {@code POST}; {@code .*} is any
   * @param path regular expression that the whole path matches, without query
   */
  public RestTrouble on(String method, String path) {
    var trouble = new RestTrouble(method, path);
    troubles.add(trouble);
    return trouble;
  }

  /** Passes everything on from now on, and forgets the requests. */
  public void clear() {
    troubles.clear();
    requests.clear();
  }

  /** All requests so far, in the order of their arrival. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    // Closing without an answer drops the connection.
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      var request = describe(exchange, body);
      requests.add(request);
      var trouble = troubles.stream().filter(each -> each.happensTo(request)).findFirst();
      if (trouble.isPresent()) {
        trouble.get().happen(exchange, () -> passOn(exchange, body));
        return;
      }
      send(exchange, passOn(exchange, body));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.info("Dropped a connection: {}", e.toString());
    }
  }

  private static Request describe(HttpExchange exchange, byte[] body) throws IOException {
    var headers = exchange.getRequestHeaders();
    var override = headers.getFirst("X-HTTP-Method-Override");
    var isPacked = "gzip".equalsIgnoreCase(headers.getFirst("Content-Encoding"));
    var plain =
        isPacked ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
    var uri = exchange.getRequestURI();
    return new Request(
        override == null ? exchange.getRequestMethod() : override,
        uri.getPath(),
        uri.getQuery() == null ? "" : uri.getQuery(),
        new String(plain, StandardCharsets.UTF_8));
  }

  private HttpResponse<byte[]> passOn(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  static void send(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    send(exchange, answer.statusCode(), answer.body());
  }

  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
