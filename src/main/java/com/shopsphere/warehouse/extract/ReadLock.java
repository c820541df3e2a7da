package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.catalog.Sql;
import com.shopsphere.warehouse.config.SnapshotConfig;
import com.shopsphere.warehouse.config.SnapshotLock;
import com.shopsphere.warehouse.failure.SourceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A lock that keeps all others from writing to the tables, on a connection of its own.
 *
 * <p>The server itself ends it should this process hang: its connection may be silent for no longer
 * than a lock may be held.
 */
final class ReadLock implements AutoCloseable {

  static final String FLUSH_TABLES = "FLUSH TABLES WITH READ LOCK";
  static final String LOCK_TABLES = "LOCK TABLES READ";

  /** Seconds: for as long as the read takes, the connection is silent. */
  private static final int A_DAY = 86_400;

  private static final int TIMED_OUT = 1205;
  private static final int INTERRUPTED = 1317;

  /** Access denied: to a database, to a table, to what takes a privilege of the whole server. */
  private static final Set<Integer> DENIED = Set.of(1044, 1142, 1227, 1045);

  private final MySqlSource source;
  private final SnapshotConfig config;
  private final Connection connection;
  private final long asked = System.nanoTime();
  private String method = SnapshotPoint.NONE;
  private long taken = asked;

  private ReadLock(MySqlSource source, SnapshotConfig config) {
    this.source = source;
    this.config = config;
    this.connection = source.connect();
  }

  /**
   * Waits for the lock.
   *
   * @param tables not empty; ignored by a lock of the whole server
   * @throws SourceException if the user has no privilege for it, or it cannot be had in time
   */
  static ReadLock take(MySqlSource source, SnapshotConfig config, Collection<String> tables) {
    ReadLock lock = new ReadLock(source, config);
    try {
      lock.takeAny(tables);
      return lock;
    } catch (SQLException failed) {
      lock.close();
      throw lock.failure(failed);
    } catch (RuntimeException failed) {
      lock.close();
      throw failed;
    }
  }

  /** Only what is asked for. */
  private void takeAny(Collection<String> tables) throws SQLException {
    if (config.blocksDdl()) {
      bound();
      execute("LOCK INSTANCE FOR BACKUP");
    }
    switch (config.lock()) {
      case NONE -> {}
      case FLUSH_TABLES -> flushTables();
      case LOCK_TABLES -> lockTables(tables);
      case AUTO -> {
        try {
          flushTables();
        } catch (SQLException denied) {
          if (!DENIED.contains(denied.getErrorCode())) {
            throw denied;
          }
          lockTables(tables);
        }
      }
    }
    taken = System.nanoTime();
  }

  private void flushTables() throws SQLException {
    bound();
    execute(FLUSH_TABLES);
    method = FLUSH_TABLES;
  }

  private void lockTables(Collection<String> tables) throws SQLException {
    bound();
    execute(
        tables.stream()
            .map(table -> Sql.quote(table) + " READ")
            .collect(Collectors.joining(", ", "LOCK TABLES ", "")));
    method = LOCK_TABLES;
  }

  private void bound() throws SQLException {
    execute("SET SESSION lock_wait_timeout = " + config.patience().toSeconds());
    execute("SET SESSION wait_timeout = " + config.patience().toSeconds());
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private SourceException failure(SQLException failed) {
    String wish =
        config.lock() == SnapshotLock.AUTO ? "flush-tables or lock-tables" : "" + config.lock();
    if (DENIED.contains(failed.getErrorCode())) {
      return new SourceException(
          "Cannot read all tables at one instant: the user has no privilege for source.snapshot.lock = %s (%s); grant RELOAD, or LOCK TABLES on the database, or set source.snapshot.lock = none to read without a common instant."
              .formatted(wish, failed.getMessage()),
          failed);
    }
    if (List.of(TIMED_OUT, INTERRUPTED).contains(failed.getErrorCode())) {
      return new SourceException(
          "Cannot read all tables at one instant: no lock (source.snapshot.lock = %s) within %d s (source.snapshot.wait); a long query or an open transaction holds a table."
              .formatted(wish, config.patience().toSeconds()),
          failed);
    }
    return source.failure("lock the tables for a snapshot", failed);
  }

  /** What holds the tables still, as SQL. */
  String method() {
    return method;
  }

  Duration waited() {
    return Duration.ofNanos(taken - asked);
  }

  Connection connection() {
    return connection;
  }

  /**
   * Lets the others write again.
   *
   * @return how long they could not
   * @throws SourceException if the lock was lost meanwhile, so that it proves nothing
   */
  Duration release() {
    try {
      Duration held = Duration.ZERO;
      if (!method.equals(SnapshotPoint.NONE)) {
        execute("UNLOCK TABLES");
        held = Duration.ofNanos(System.nanoTime() - taken);
      }
      execute("SET SESSION wait_timeout = " + A_DAY);
      return held;
    } catch (SQLException lost) {
      throw source.failure("hold the lock for a snapshot", lost);
    }
  }

  /** Ends the connection, and with it every lock. */
  @Override
  public void close() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException alreadyGone) {
      // With the connection, its locks are gone too.
    }
  }
}
