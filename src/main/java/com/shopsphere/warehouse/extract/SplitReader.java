package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.extract.Lender.Lease;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a split in batches.
 *
 * <p>If the connection breaks, or somebody kills the query, the split is read again on another
 * connection: always as long as no row was handed on, and else if the rows come in the order of a
 * key, when those that were handed on are passed over.
 */
final class SplitReader implements PartitionReader<ColumnarBatch> {

  private static final int RETRIES = 2;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final ReadTask task;
  private final Split split;
  private final RowBatch batch;
  private final Throttle throttle;
  private @Nullable Lease lease;
  private @Nullable BinaryRows rows;
  private boolean ended;
  private int failures;
  private long handedOn;
  private long bytes;
  private long waitingNanos;
  private long nulled;

  SplitReader(ReadTask task, Split split) {
    this.task = task;
    this.split = split;
    this.batch = new RowBatch(task);
    this.throttle = new Throttle(task.limits());
  }

  @Override
  public boolean next() throws IOException {
    if (ended) {
      return false;
    }
    long wall = System.nanoTime();
    long processor = THREADS.getCurrentThreadCpuTime();
    fill();
    throttle.pay(batch.rows(), batch.bytes());
    long waited = System.nanoTime() - wall - (THREADS.getCurrentThreadCpuTime() - processor);
    count(Math.max(0, waited));
    return batch.rows() > 0;
  }

  private void count(long waited) {
    handedOn += batch.rows();
    bytes += batch.bytes();
    waitingNanos += waited;
    nulled += batch.nulled();
    task.counters().add(batch.rows(), batch.bytes(), waited, batch.nulled());
  }

  private void fill() throws IOException {
    boolean filled = false;
    while (!filled) {
      try {
        BinaryRows source = rows == null ? open() : rows;
        ended = !batch.fill(source);
        if (ended) {
          giveBack(source);
        }
        filled = true;
      } catch (SQLException failed) {
        discard();
        requireAnotherTry(failed);
      } catch (InvalidValueException invalid) {
        discard();
        throw new InvalidRow(task, split).explain(invalid);
      }
    }
  }

  private BinaryRows open() throws SQLException {
    Lease lent = task.lender().lend();
    lease = lent;
    BinaryRows opened = BinaryRows.of(lent.connection(), split.sql());
    batch.expect(opened.columns());
    for (long passed = 0; passed < handedOn; passed++) {
      opened.next();
    }
    rows = opened;
    return opened;
  }

  private void giveBack(BinaryRows read) throws SQLException {
    read.close();
    Lease lent = lease;
    lease = null;
    if (lent != null) {
      lent.close();
    }
  }

  /** To close the result instead would read all of its rows. */
  private void discard() {
    Lease lent = lease;
    lease = null;
    rows = null;
    if (lent != null) {
      lent.discard();
    }
  }

  private void requireAnotherTry(SQLException failed) throws IOException {
    failures++;
    boolean repeatable = handedOn == 0 || task.resumable();
    if (failures > RETRIES || !repeatable || !Interruptions.broke(failed)) {
      throw new IOException("Cannot read a split of the table " + task.table(), failed);
    }
  }

  @Override
  public ColumnarBatch get() {
    return batch.columns();
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return ReadMetrics.of(handedOn, bytes, TimeUnit.NANOSECONDS.toMillis(waitingNanos), nulled);
  }

  @Override
  public void close() {
    discard();
    batch.close();
  }
}
