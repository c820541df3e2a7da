package com.shopsphere.warehouse.extract;

import java.io.Serializable;
import java.time.Duration;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/** Counts in the tasks what the driver is to know of a read; exact once the tasks have ended. */
record ReadCounters(
    LongAccumulator rows,
    LongAccumulator bytes,
    LongAccumulator waitingNanos,
    LongAccumulator nulled)
    implements Serializable {

  static ReadCounters of(SparkContext context) {
    return new ReadCounters(
        context.longAccumulator(),
        context.longAccumulator(),
        context.longAccumulator(),
        context.longAccumulator());
  }

  void add(long moreRows, long moreBytes, long moreNanos, long moreNulled) {
    rows.add(moreRows);
    bytes.add(moreBytes);
    waitingNanos.add(moreNanos);
    nulled.add(moreNulled);
  }

  ReadFigures figures() {
    return new ReadFigures(
        rows.value(), bytes.value(), Duration.ofNanos(waitingNanos.value()), nulled.value());
  }
}
