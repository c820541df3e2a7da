package com.shopsphere.warehouse.testing;

/** An {@link EmbeddedServer} that accepts connections; {@code stop} is what close() does. */
record RunningServer(String product, int port, String password, Runnable stop)
    implements EmbeddedServer {

  @Override
  public void close() {
    stop.run();
  }

  /** What JUnit shows as a test's name; leaves the password out. */
  @Override
  public String toString() {
    return product;
  }
}
