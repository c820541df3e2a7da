package com.shopsphere.warehouse.merge;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.util.QueryExecutionListener;
import scala.Tuple2;

/**
 * The figures that Spark gathers while it computes the merge: {@code Dataset.observe} adds a
 * counter to a place in the plan, whose value comes with the end of the query. So nothing is read
 * or computed twice for the sake of counting.
 *
 * <p>A task that is run again after it had succeeded is counted again; then the figures do not
 * agree, and nothing is published.
 */
final class Observations implements QueryExecutionListener {

  /** Spark tells the end of a query on another thread, shortly after the query returns. */
  private static final long PATIENCE_SECONDS = 60;

  private final SparkSession spark;
  private final String last;
  private final CompletableFuture<Map<String, Row>> gathered = new CompletableFuture<>();

  private Observations(SparkSession spark, String last) {
    this.spark = spark;
    this.last = last;
  }

  /**
   * Listens for the end of the query in which something is observed.
   *
   * @param last name of an observation that this query makes and no other
   */
  static Observations listen(SparkSession spark, String last) {
    Observations observations = new Observations(spark, last);
    spark.listenerManager().register(observations);
    return observations;
  }

  /**
   * What was observed, by name; to be asked for after the query.
   *
   * @throws IllegalStateException if the query has not ended
   */
  Map<String, Row> await() {
    try {
      return gathered.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Cannot wait for the figures of the merge", interrupted);
    } catch (ExecutionException | TimeoutException missing) {
      throw new IllegalStateException("Cannot find the figures of the merge", missing);
    }
  }

  @Override
  public void onSuccess(String action, QueryExecution query, long nanoseconds) {
    Map<String, Row> found =
        ScalaCollections.list(query.observedMetrics().iterator()).stream()
            .collect(Collectors.toUnmodifiableMap(Tuple2::_1, Tuple2::_2));
    if (found.containsKey(last)) {
      gathered.complete(found);
      spark.listenerManager().unregister(this);
    }
  }

  @Override
  public void onFailure(String action, QueryExecution query, Exception failed) {}
}
