package com.shopsphere.warehouse.testing.bigquery;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * What a {@link RestProxy} does to some requests instead of just passing them on. Nothing is done
 * before one of the methods that say what has been called.
 */
public final class RestTrouble {

  interface Backend {
    HttpResponse<byte[]> passOn() throws IOException, InterruptedException;
  }

  private interface Deed {
    void happen(HttpExchange exchange, Backend backend) throws IOException, InterruptedException;
  }

  private final Pattern method;
  private final Pattern path;
  private volatile String content = "";
  private final AtomicInteger seen = new AtomicInteger();
  private volatile Set<Integer> times = Set.of();
  private volatile Deed deed = (exchange, backend) -> RestProxy.send(exchange, backend.passOn());

  RestTrouble(String method, String path) {
    this.method = Pattern.compile(method);
    this.path = Pattern.compile(path);
  }

  /** Only the first, second, ... of the chosen requests; without this, each of them. */
  public RestTrouble time(Integer... numbers) {
    times = Set.of(numbers);
    return this;
  }

  /** Only requests whose body has this text in it, such as the id of a job. */
  public RestTrouble holding(String text) {
    content = text;
    return this;
  }

  /**
   * Answers an error as Google does, and passes nothing on.
   *
   * @param reason such as {@code rateLimitExceeded}, {@code backendError} or {@code accessDenied}
   */
  public void answer(int status, String reason, String message) {
    deed =
        (exchange, backend) -> {
          var error = GcsAnswer.error(status, reason, message);
          error.headers().forEach(exchange.getResponseHeaders()::set);
          RestProxy.send(exchange, status, error.body());
        };
  }

  /** Drops the connection and passes nothing on. */
  public void dropBefore() {
    deed =
        (exchange, backend) -> {
          throw new IOException("dropped before passing on");
        };
  }

  /** Passes the request on, then drops the connection: the client does not learn the answer. */
  public void dropAfter() {
    deed =
        (exchange, backend) -> {
          var lost = backend.passOn();
          throw new IOException("dropped after the answer " + lost.statusCode());
        };
  }

  /** Does something, then passes the request on; what it throws drops the connection. */
  public void run(Runnable before) {
    deed =
        (exchange, backend) -> {
          before.run();
          RestProxy.send(exchange, backend.passOn());
        };
  }

  boolean happensTo(RestProxy.Request request) {
    if (!method.matcher(request.method()).matches()
        || !path.matcher(request.path()).matches()
        || !request.body().contains(content)) {
      return false;
    }
    var number = seen.incrementAndGet();
    return times.isEmpty() || times.contains(number);
  }

  void happen(HttpExchange exchange, Backend backend) throws IOException, InterruptedException {
    deed.happen(exchange, backend);
  }
}
