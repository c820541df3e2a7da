package com.shopsphere.warehouse.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A writer that adds a product and its first line in one transaction, over and over: whoever reads
 * both tables at one instant finds as many of the one as of the other.
 *
 * <p>The tables are {@code product (sku, name)} and {@code line (id, sku)}.
 */
public final class ArrivingProducts implements AutoCloseable {

  private static final int FIRST = 1_000_000;

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final AtomicInteger arrived = new AtomicInteger();
  private final Future<?> writing;
  private volatile boolean stopped;

  private ArrivingProducts(EmbeddedServer server, String database) {
    this.writing = thread.submit(() -> write(server, database));
  }

  /** Begins to write. */
  public static ArrivingProducts start(EmbeddedServer server, String database) {
    return new ArrivingProducts(server, database);
  }

  private Void write(EmbeddedServer server, String database) throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      while (!stopped) {
        int sku = FIRST + arrived.get();
        try {
          statement.execute("INSERT INTO product VALUES (%d, 'new')".formatted(sku));
          statement.execute("INSERT INTO line VALUES (%d, %d)".formatted(sku, sku));
          connection.commit();
          arrived.incrementAndGet();
        } catch (SQLTransactionRollbackException deadlock) {
          // One that waits for LOCK TABLES with a table in hand is the server's victim.
          connection.rollback();
        }
      }
    }
    return null;
  }

  /** Waits until so many products have arrived. */
  public void await(int number) throws InterruptedException {
    while (arrived.get() < number && !writing.isDone()) {
      Thread.sleep(1);
    }
  }

  /** Ends the writing, and fails if it had failed. */
  @Override
  public void close() {
    stopped = true;
    thread.shutdown();
    try {
      writing.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("The writer failed", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the writer ends", interrupted);
    }
  }
}
