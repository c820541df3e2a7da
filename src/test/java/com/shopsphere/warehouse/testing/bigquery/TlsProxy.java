package com.shopsphere.warehouse.testing.bigquery;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes TLS off connections and passes their bytes to a plaintext port of this machine: the
 * connector speaks gRPC over TLS only, the emulator without it only.
 */
public final class TlsProxy implements Closeable {

  private static final Logger log = LoggerFactory.getLogger(TlsProxy.class);
  private static final int BACKLOG = 50;
  private static final int BUFFER_BYTES = 64 * 1024;

  private final SSLServerSocket server;
  private final int targetPort;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private TlsProxy(SSLServerSocket server, int targetPort) {
    this.server = server;
    this.targetPort = targetPort;
  }

  /** Listens on a free loopback port until closed. */
  public static TlsProxy start(SSLContext context, int targetPort) {
    try {
      var loopback = InetAddress.getLoopbackAddress();
      var server =
          (SSLServerSocket)
              context.getServerSocketFactory().createServerSocket(0, BACKLOG, loopback);
      var parameters = server.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      server.setSSLParameters(parameters);
      var proxy = new TlsProxy(server, targetPort);
      daemon(proxy::acceptUntilClosed);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start a TLS proxy to port " + targetPort, e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
    open.forEach(TlsProxy::closeQuietly);
  }

  private void acceptUntilClosed() {
    while (!server.isClosed()) {
      try {
        var client = (SSLSocket) server.accept();
        daemon(() -> serve(client));
      } catch (IOException e) {
        if (!server.isClosed()) {
          log.warn("Cannot accept a connection to port {}", port(), e);
        }
      }
    }
  }

  private void serve(SSLSocket client) {
    open.add(client);
    try (client;
        var target = new Socket(InetAddress.getLoopbackAddress(), targetPort)) {
      client.setTcpNoDelay(true);
      target.setTcpNoDelay(true);
      client.startHandshake();
      var answers = daemon(() -> pump(target, client));
      pump(client, target);
      answers.join();
    } catch (IOException e) {
      // Seen as a hang by the client, so it must be seen here.
      log.warn("Cannot serve a TLS connection on port {}", port(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  /** Copies until either side ends, then ends both. */
  private static void pump(Socket from, Socket to) {
    try {
      var in = from.getInputStream();
      var out = to.getOutputStream();
      var buffer = new byte[BUFFER_BYTES];
      for (var read = in.read(buffer); read > 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        out.flush();
      }
    } catch (IOException e) {
      log.debug("Connection ended", e);
    }
    closeQuietly(from);
    closeQuietly(to);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      log.debug("Cannot close {}", socket, e);
    }
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "tls-proxy");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
