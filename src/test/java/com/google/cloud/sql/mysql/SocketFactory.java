package com.google.cloud.sql.mysql;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.SocketConnection;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Stands in for Google's class of this name, of which it has what the driver sees: it is told of an
 * instance by the properties of a connection, and gives a socket that is encrypted already.
 */
public final class SocketFactory implements com.mysql.cj.protocol.SocketFactory {

  private record Instance(SSLContext trust, int port) {}

  private static final Map<String, Instance> INSTANCES = new ConcurrentHashMap<>();
  private static final List<Properties> CONNECTIONS = new CopyOnWriteArrayList<>();

  /** Makes an instance known, which is on a port of this machine. */
  public static void register(String instance, SSLContext trust, int port) {
    INSTANCES.put(instance, new Instance(trust, port));
  }

  /** Properties of all connections so far. */
  public static List<Properties> connections() {
    return List.copyOf(CONNECTIONS);
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T extends Closeable> T connect(
      String host, int port, PropertySet properties, int loginTimeout) throws IOException {
    Properties given = properties.exposeAsProperties();
    Instance instance = INSTANCES.get(given.getProperty("cloudSqlInstance"));
    if (instance == null) {
      throw new IOException("no instance " + given.getProperty("cloudSqlInstance"));
    }
    CONNECTIONS.add(given);
    SSLSocket socket =
        (SSLSocket)
            instance
                .trust()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), instance.port());
    socket.startHandshake();
    return (T) socket;
  }

  @Override
  public void beforeHandshake() {}

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals")
  public <T extends Closeable> T performTlsHandshake(
      SocketConnection connection, ServerSession session) {
    throw new IllegalStateException("Cannot encrypt what is encrypted");
  }

  @Override
  public void afterHandshake() {}
}
