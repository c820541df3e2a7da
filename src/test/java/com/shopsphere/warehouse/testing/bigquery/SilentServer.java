package com.shopsphere.warehouse.testing.bigquery;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes every connection to a free loopback port and never answers. */
public final class SilentServer implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(SilentServer.class);

  private final ServerSocket server;
  private final List<Socket> connections = new CopyOnWriteArrayList<>();

  private SilentServer(ServerSocket server) {
    this.server = server;
  }

  /** Listens until closed. */
  public static SilentServer start() {
    try {
      var silent = new SilentServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      var thread = new Thread(silent::accept, "silent-server");
      thread.setDaemon(true);
      thread.start();
      return silent;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot listen on a loopback port", e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** How many connections it took so far. */
  public int connections() {
    return connections.size();
  }

  /** Ends all connections. */
  @Override
  public void close() throws IOException {
    server.close();
    for (var connection : connections) {
      connection.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        connections.add(server.accept());
      } catch (IOException e) {
        log.debug("Stopped listening", e);
      }
    }
  }
}
