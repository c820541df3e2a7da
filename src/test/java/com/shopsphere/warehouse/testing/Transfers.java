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
 * Writers that move amounts from one table to another, each move one transaction: whoever reads
 * both tables at one instant finds the same total, and as many moves in the one as in the other.
 *
 * <p>The tables are {@code payer} and {@code payee}, each {@code (id, amount, moves)}.
 */
public final class Transfers implements AutoCloseable {

  private static final int ROWS = 20_000;

  /** Sum of all amounts, at any instant. */
  public static final long TOTAL = 2L * 1000 * ROWS;

  /** A row of the total, and of how many more moves gave than got; see {@link Rows}. */
  public static final String SEEN_AT_ONE_INSTANT = "total=%d | difference=0".formatted(TOTAL);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger moves = new AtomicInteger();
  private final Future<?> writing;
  private volatile boolean stopped;

  private Transfers(EmbeddedServer server, String database) {
    this.writing = threads.submit(() -> write(server, database));
  }

  /** Creates and fills the tables. */
  public static void createTables(EmbeddedServer server, String database) throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      for (String table : new String[] {"payer", "payee"}) {
        statement.execute(
            "CREATE TABLE %s (id INT PRIMARY KEY, amount BIGINT NOT NULL, moves BIGINT NOT NULL)"
                .formatted(table));
        statement.execute("INSERT INTO %s VALUES (0, 1000, 0)".formatted(table));
        for (int rows = 1; rows < ROWS; rows *= 2) {
          statement.execute(
              "INSERT INTO %s SELECT id + %d, 1000, 0 FROM %s WHERE id + %d < %d"
                  .formatted(table, rows, table, rows, ROWS));
        }
      }
    }
  }

  /** Begins to write. */
  public static Transfers start(EmbeddedServer server, String database) {
    return new Transfers(server, database);
  }

  private Void write(EmbeddedServer server, String database) throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      while (!stopped) {
        int i = moves.get();
        String from = i % 2 == 0 ? "payer" : "payee";
        String to = i % 2 == 0 ? "payee" : "payer";
        try {
          statement.execute(change(from, -7, i));
          statement.execute(change(to, 7, i));
          connection.commit();
          moves.incrementAndGet();
        } catch (SQLTransactionRollbackException deadlock) {
          // One that waits for LOCK TABLES with a table in hand is the server's victim.
          connection.rollback();
        }
      }
    }
    return null;
  }

  private static String change(String table, int amount, int move) {
    return "UPDATE %s SET amount = amount + %d, moves = moves + 1 WHERE id = %d"
        .formatted(table, amount, move % ROWS);
  }

  /** Waits until some more moves are committed. */
  public void awaitMoves(int number) throws InterruptedException {
    int before = moves.get();
    while (moves.get() < before + number && !writing.isDone()) {
      Thread.sleep(1);
    }
  }

  /** Ends the writing, and fails if it had failed. */
  @Override
  public void close() {
    stopped = true;
    threads.shutdown();
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
