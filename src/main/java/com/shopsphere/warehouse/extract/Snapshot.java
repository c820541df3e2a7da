package com.shopsphere.warehouse.extract;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.config.SnapshotConfig;
import com.shopsphere.warehouse.config.SnapshotLock;
import com.shopsphere.warehouse.failure.PlanException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One instant of the source, as long as it is open: connections whose transactions all began while
 * a lock held the tables still.
 *
 * <p>They are opened before the lock is taken, so that it is held for no longer than they need to
 * begin. Should this process die, the server ends every transaction and lock with its connections.
 */
public final class Snapshot implements AutoCloseable {

  private final String name;
  private final SnapshotPoint point;
  private final Optional<ReadLock> lock;

  private Snapshot(String name, SnapshotPoint point, Optional<ReadLock> lock) {
    this.name = requireNonNull(name, "name");
    this.point = point;
    this.lock = lock;
  }

  /**
   * Makes sure, from the declarations alone, that tables can be read at one instant.
   *
   * @throws PlanException naming the first that cannot
   */
  public static void requirePossible(SnapshotConfig config, Collection<Table> tables) {
    if (config.lock() == SnapshotLock.NONE) {
      return;
    }
    for (Table table : tables) {
      if (!table.hasSnapshots()) {
        throw new PlanException(
            "Cannot read the table '%s' at the instant of the others: expected the engine InnoDB, found %s, which keeps no snapshot; convert or leave out the table (merge.folds.%s = leave-out, and not in target.land), or set source.snapshot.lock = none."
                .formatted(table.name(), table.engine().orElse("none"), table.name()));
      }
    }
  }

  /**
   * Takes a snapshot of some tables.
   *
   * @param name unlike that of any other snapshot
   * @param tables that will be read; not empty
   * @throws com.shopsphere.warehouse.failure.JobException if it cannot be had; then nothing of it
   *     is left on the server
   */
  public static Snapshot open(
      String name,
      MySqlSource source,
      SnapshotConfig config,
      Collection<String> tables,
      Workplaces workplaces) {
    try {
      workplaces.open(name, source);
      return taken(name, source, config, tables, workplaces);
    } catch (RuntimeException failed) {
      SnapshotConnections.close(name);
      throw failed;
    }
  }

  private static Snapshot taken(
      String name,
      MySqlSource source,
      SnapshotConfig config,
      Collection<String> tables,
      Workplaces workplaces) {
    ReadLock lock = ReadLock.take(source, config, tables);
    try {
      // Asked within the lock: outside of it the log may have moved on.
      Where where = Where.of(source, lock);
      int connections =
          config.lock() == SnapshotLock.NONE
              ? SnapshotConnections.size(name)
              : workplaces.begin(name, config.patience());
      return new Snapshot(name, where.point(lock, lock.release(), connections), kept(lock, config));
    } catch (RuntimeException failed) {
      lock.close();
      throw failed;
    }
  }

  private static Optional<ReadLock> kept(ReadLock lock, SnapshotConfig config) {
    if (config.blocksDdl()) {
      return Optional.of(lock);
    }
    lock.close();
    return Optional.empty();
  }

  /** Where the server was in its history, while it was locked. */
  private record Where(
      Instant instant,
      Optional<String> gtids,
      Optional<SnapshotPoint.BinaryLog> binaryLog,
      OptionalLong lag) {

    static Where of(MySqlSource source, ReadLock lock) {
      BinaryLogReader reader = new BinaryLogReader(lock.connection());
      try {
        return new Where(
            reader.now(), reader.gtids(), reader.position(), reader.secondsBehindSource());
      } catch (SQLException failed) {
        throw source.failure("read the server's clock", failed);
      }
    }

    SnapshotPoint point(ReadLock lock, Duration held, int connections) {
      return new SnapshotPoint(
          lock.method(), instant, lock.waited(), held, connections, gtids, binaryLog, lag);
    }
  }

  public SnapshotPoint point() {
    return point;
  }

  /** Lends connections that show this instant. */
  public Lender lender() {
    return new SnapshotConnections.OfSnapshot(name);
  }

  /** Ends the connections of this process; those of executors end with the executors. */
  @Override
  public void close() {
    SnapshotConnections.close(name);
    lock.ifPresent(ReadLock::close);
  }
}
