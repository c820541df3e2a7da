package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.failure.SnapshotLostException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pools of this JVM by the snapshot that they show. Tasks find their connections here: a
 * connection cannot be sent to them.
 */
final class SnapshotConnections {

  private static final Map<String, ConnectionPool> POOLS = new ConcurrentHashMap<>();

  private SnapshotConnections() {}

  /** The pool of a snapshot in this JVM; made when first asked for. */
  static ConnectionPool pool(String snapshot, MySqlSource source) {
    return POOLS.computeIfAbsent(snapshot, name -> new ConnectionPool(source));
  }

  static Optional<ConnectionPool> find(String snapshot) {
    return Optional.ofNullable(POOLS.get(snapshot));
  }

  /** Number of connections that show a snapshot in this JVM. */
  static int size(String snapshot) {
    return find(snapshot).map(ConnectionPool::size).orElse(0);
  }

  static void close(String snapshot) {
    ConnectionPool pool = POOLS.remove(snapshot);
    if (pool != null) {
      pool.close();
    }
  }

  /** On an executor, what an earlier attempt of the same run has left. */
  static void closeOthers(String snapshot) {
    POOLS.keySet().stream()
        .filter(one -> !one.equals(snapshot))
        .forEach(SnapshotConnections::close);
  }

  /**
   * Lends what is open in the JVM that it is called in.
   *
   * @param snapshot name of the snapshot
   */
  record OfSnapshot(String snapshot) implements Lender {

    private static final long serialVersionUID = 1L;

    @Override
    public Lease lend() {
      return find(snapshot)
          .orElseThrow(
              () ->
                  new SnapshotLostException(
                      "Cannot read on: this executor has no connection that shows the instant of the run; it was started after it.",
                      null))
          .lend();
    }
  }
}
