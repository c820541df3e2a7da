package com.shopsphere.warehouse.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a server, and breaks connections in the middle of what the server sends. */
public final class CuttingProxy implements AutoCloseable {

  private final EmbeddedServer server;
  private final ServerSocket listener;
  private final int cuts;
  private final long bytes;
  private final AtomicInteger accepted = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * @param cuts how many connections are cut, the first ones
   * @param bytes that the client of such a one still receives
   */
  public CuttingProxy(EmbeddedServer server, int cuts, long bytes) throws IOException {
    this.server = server;
    this.cuts = cuts;
    this.bytes = bytes;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** The server as it is seen through the proxy. */
  public EmbeddedServer server() {
    return new RunningServer(
        server.product(), listener.getLocalPort(), server.password(), this::close);
  }

  public int accepted() {
    return accepted.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket upstream = new Socket(listener.getInetAddress(), server.port());
        long limit = accepted.getAndIncrement() < cuts ? bytes : Long.MAX_VALUE;
        threads.execute(() -> pump(client, upstream, Long.MAX_VALUE));
        threads.execute(() -> pump(upstream, client, limit));
      } catch (IOException closed) {
        // Only by close(): then nobody is served any more.
      }
    }
  }

  /** Hands on so many bytes, then ends both. */
  private static void pump(Socket from, Socket to, long limit) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream input = from.getInputStream();
      OutputStream output = to.getOutputStream();
      long left = limit;
      int read = input.read(buffer);
      while (read >= 0 && left > 0) {
        int handed = (int) Math.min(read, left);
        output.write(buffer, 0, handed);
        left -= handed;
        read = left > 0 ? input.read(buffer) : -1;
      }
    } catch (IOException ended) {
      // Whichever side ends first ends the other.
    }
  }

  /** Listens no more; connections that are not cut live on. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    threads.shutdown();
  }
}
