package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.failure.SourceException;
import java.time.Duration;
import org.apache.spark.SparkContext;

/** The executors that a cluster gives this run. */
final class Executors {

  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final long POLL_MILLIS = 100;

  /** As long as none comes in, they are taken to be all. */
  private static final Duration SETTLED = Duration.ofSeconds(3);

  private final SparkContext context;

  Executors(SparkContext context) {
    this.context = context;
  }

  /**
   * Waits for the executors that are wanted ({@code spark.executor.instances}); where no number is
   * set, until no more come in.
   *
   * @return number of tasks that run at the same time, at least 1
   * @throws SourceException if none comes
   */
  int awaitSlots() {
    int wanted = context.getConf().getInt("spark.executor.instances", 0);
    long deadline = System.nanoTime() + LONGEST.toNanos();
    long changed = System.nanoTime();
    int known = 0;
    while (known < Math.max(1, wanted) || (wanted == 0 && !settled(changed))) {
      if (System.nanoTime() > deadline) {
        throw new SourceException(
            "Cannot take a snapshot: expected %s executors, found %d after %d minutes (spark.executor.instances, or the resources of the cluster)."
                .formatted(wanted == 0 ? "some" : wanted, known, LONGEST.toMinutes()));
      }
      pause();
      int now = executors();
      changed = now == known ? changed : System.nanoTime();
      known = now;
    }
    // What a barrier stage is checked against.
    return context.maxNumConcurrentTasks(context.resourceProfileManager().defaultResourceProfile());
  }

  private static boolean settled(long changed) {
    return System.nanoTime() - changed > SETTLED.toNanos();
  }

  /** Without the driver, which is among them. */
  private int executors() {
    return context.statusTracker().getExecutorInfos().length - 1;
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for executors", interrupted);
    }
  }
}
