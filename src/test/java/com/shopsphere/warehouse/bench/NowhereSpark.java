package com.shopsphere.warehouse.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import com.shopsphere.warehouse.catalog.Table;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A Spark that writes rows to nowhere, and counts them by its own metrics of what it read. */
final class NowhereSpark {

  private final SparkSession session;
  private final AtomicLong rows = new AtomicLong();
  private long quantity;

  private NowhereSpark(SparkSession session) {
    this.session = session;
    session
        .sparkContext()
        .addSparkListener(
            new SparkListener() {
              @Override
              public void onTaskEnd(SparkListenerTaskEnd ended) {
                rows.addAndGet(ended.taskMetrics().inputMetrics().recordsRead());
              }
            });
  }

  /** A session whose first query is done, which loads most of Spark whatever is read. */
  static NowhereSpark start() {
    SparkSession session =
        SparkSession.builder()
            .master("local[%d]".formatted(Reading.WIDTH))
            .appName("read-benchmark")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.legacy.charVarcharAsString", "true")
            .getOrCreate();
    session.range(1).write().format("noop").mode("overwrite").save();
    return new NowhereSpark(session);
  }

  SparkSession session() {
    return session;
  }

  /**
   * Writes a table to nowhere, and adds up a column of it on the way if the reading wants that.
   *
   * @param summed name of the column in the rows
   */
  void write(Dataset<Row> read, Table table, Reading reading, String summed)
      throws InterruptedException {
    if (reading.sums(table)) {
      writeSumming(read, summed);
    } else {
      write(read);
    }
  }

  private static void write(Dataset<Row> read) {
    read.write().format("noop").mode("overwrite").save();
  }

  private void writeSumming(Dataset<Row> read, String column) throws InterruptedException {
    Observation observation = new Observation();
    write(read.observe(observation, sum(col("`%s`".formatted(column))).as("sum")));
    Map<String, Object> observed = observation.getAsJava();
    if (observed.get("sum") instanceof Number number) {
      quantity += number.longValue();
    }
  }

  /** Ends Spark, when it has told all of its metrics. */
  Tally end() {
    session.stop();
    return new Tally(rows.get(), quantity);
  }
}
