package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.failure.JobException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Questions to the server that do not wait for one another, all about the same instant. */
public final class ParallelQueries implements AutoCloseable {

  private final MySqlSource source;
  private final Lender lender;
  private final ExecutorService threads;

  /**
   * @param width questions that are asked at the same time, at least 1
   */
  public ParallelQueries(MySqlSource source, Lender lender, int width) {
    this.source = source;
    this.lender = lender;
    this.threads =
        Executors.newFixedThreadPool(
            width,
            task -> {
              Thread thread = new Thread(task, "inspect");
              // A question that hangs must not keep the process when another has failed.
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Asks in the background. */
  public <T> Future<T> ask(Function<Connection, T> question) {
    return threads.submit(() -> answered(question));
  }

  private <T> T answered(Function<Connection, T> question) {
    Lender.Lease lease;
    try {
      lease = lender.lend();
    } catch (SQLException failed) {
      throw source.failure("connect", failed);
    }
    try {
      T answer = question.apply(lease.connection());
      lease.close();
      return answer;
    } catch (RuntimeException failed) {
      // Whatever is under way on it, nobody should wait for.
      lease.discard();
      throw failed;
    }
  }

  /**
   * Waits for an answer.
   *
   * @throws JobException as the question threw it
   */
  public static <T> T answer(Future<T> asked) {
    try {
      return asked.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Cannot wait for the server", interrupted);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof JobException known) {
        throw known;
      }
      throw new IllegalStateException("Cannot ask the server", failed.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
