package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.extract.Lender.Lease;
import com.shopsphere.warehouse.failure.SnapshotLostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The connections of one snapshot in one JVM. A connection that is lost is not replaced: a new one
 * would show another instant.
 */
final class ConnectionPool implements AutoCloseable {

  /** More often than any server or firewall on the way ends a connection that is silent. */
  private static final long PING_SECONDS = 30;

  private static final int PING_TIMEOUT_SECONDS = 10;

  private final MySqlSource source;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final ScheduledExecutorService pings =
      Executors.newSingleThreadScheduledExecutor(ConnectionPool::daemon);
  private final ScheduledFuture<?> pinging;
  private int alive;
  private int begun;
  private boolean closed;

  ConnectionPool(MySqlSource source) {
    this.source = source;
    this.pinging =
        pings.scheduleWithFixedDelay(this::ping, PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "snapshot-keep-alive");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Opens further connections, whose transactions have not begun.
   *
   * @throws com.shopsphere.warehouse.failure.SourceException if the server refuses one
   */
  void open(int connections) {
    for (int i = 0; i < connections; i++) {
      Connection connection = source.connect();
      synchronized (this) {
        idle.addLast(connection);
        alive++;
      }
    }
  }

  /**
   * Begins the transactions of all connections that are open and have none; under a lock, so that
   * all show the same instant.
   *
   * @return number of connections that show the snapshot
   */
  synchronized int begin() throws SQLException {
    if (begun == 0) {
      awaitFree(alive);
      for (Connection connection : idle) {
        begin(connection);
      }
      begun = alive;
    }
    return begun;
  }

  /** Number of connections that are open, lent or not. */
  synchronized int size() {
    return alive;
  }

  /** Waits until so many connections are free, or none is left. */
  private synchronized void awaitFree(int wanted) {
    try {
      while (idle.size() < wanted && alive > 0) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a connection", interrupted);
    }
  }

  private static void begin(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Every session is at REPEATABLE READ: under any other level the server passes over the wish
      // for a snapshot, with a warning only.
      statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    }
  }

  /**
   * Waits until a connection is free.
   *
   * @throws SnapshotLostException if none is left
   */
  synchronized Lease lend() {
    awaitFree(1);
    if (alive == 0) {
      throw new SnapshotLostException(
          "Cannot read on: every connection to %s that showed the instant of this run is lost."
              .formatted(source.describe()),
          null);
    }
    // The one that was used last; the others are kept alive.
    return new Lent(idle.removeLast());
  }

  private synchronized void giveBack(Connection connection) {
    if (closed) {
      end(connection);
    } else {
      idle.addLast(connection);
    }
    notifyAll();
  }

  private synchronized void forget(Connection connection) {
    alive = Math.max(0, alive - 1);
    notifyAll();
    end(connection);
  }

  private static void end(Connection connection) {
    try {
      // Unlike close(), waits for nothing that is under way.
      connection.abort(Runnable::run);
    } catch (SQLException alreadyGone) {
      // What is gone needs no end.
    }
  }

  /** One after the other, so that the rest can be lent meanwhile. */
  private void ping() {
    for (int i = idleConnections(); i > 0; i--) {
      Optional<Connection> longestSilent = takeFirst();
      longestSilent.ifPresent(this::ping);
    }
  }

  private synchronized int idleConnections() {
    return idle.size();
  }

  private synchronized Optional<Connection> takeFirst() {
    return Optional.ofNullable(idle.pollFirst());
  }

  private void ping(Connection connection) {
    if (answers(connection)) {
      giveBack(connection);
    } else {
      forget(connection);
    }
  }

  private static boolean answers(Connection connection) {
    try {
      return connection.isValid(PING_TIMEOUT_SECONDS);
    } catch (SQLException broken) {
      return false;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    pinging.cancel(false);
    pings.shutdown();
    idle.forEach(ConnectionPool::end);
    idle.clear();
    alive = 0;
    notifyAll();
  }

  private final class Lent implements Lease {

    private final Connection connection;
    private boolean returned;

    Lent(Connection connection) {
      this.connection = connection;
    }

    @Override
    public Connection connection() {
      return connection;
    }

    @Override
    public void close() {
      if (!returned) {
        returned = true;
        giveBack(connection);
      }
    }

    @Override
    public void discard() {
      if (!returned) {
        returned = true;
        forget(connection);
      }
    }
  }
}
