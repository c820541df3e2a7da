package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.config.ReadLimits;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

/** Keeps a reader below its limits: after each batch it waits until the batch is paid for. */
final class Throttle {

  private static final double NANOS_PER_SECOND = 1e9;

  private final ReadLimits limits;
  private long paidUntil = System.nanoTime();

  Throttle(ReadLimits limits) {
    this.limits = limits;
  }

  /**
   * Waits as long as so many rows and bytes take at the limits, less what has passed since the last
   * time; time that nobody needed is lost after a second.
   *
   * @throws InterruptedIOException if the task is to end
   */
  void pay(long rows, long bytes) throws InterruptedIOException {
    long price =
        (long)
            (NANOS_PER_SECOND
                * Math.max(
                    (double) rows / limits.rowsPerSecond(),
                    (double) bytes / limits.bytesPerSecond()));
    if (price == 0) {
      return;
    }
    long now = System.nanoTime();
    paidUntil = Math.max(paidUntil, now - TimeUnit.SECONDS.toNanos(1)) + price;
    sleep(paidUntil - now);
  }

  private static void sleep(long nanos) throws InterruptedIOException {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("Cannot wait: interrupted");
      interrupted.initCause(ended);
      throw interrupted;
    }
  }
}
