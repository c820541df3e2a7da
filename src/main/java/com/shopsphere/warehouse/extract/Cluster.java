package com.shopsphere.warehouse.extract;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.failure.Causes;
import com.shopsphere.warehouse.failure.ConfigurationException;
import com.shopsphere.warehouse.failure.JobException;
import com.shopsphere.warehouse.failure.SnapshotLostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction1;

/**
 * The driver and the executors of a cluster.
 *
 * <p>A barrier stage runs all its tasks at the same time or none; one that has as many tasks as the
 * cluster has slots therefore reaches every executor. The first opens the connections, the second,
 * under the lock, has only to begin their transactions.
 */
public final class Cluster implements Workplaces {

  private static final String DYNAMIC = "spark.dynamicAllocation.enabled";

  /** For questions before and after the read; the tasks read on their own. */
  private static final int DRIVER_CONNECTIONS = 2;

  private static final Duration OPENING = Duration.ofMinutes(5);

  private final JavaSparkContext context;
  private final OptionalInt connections;
  private int slots;

  /**
   * @param connections of the whole cluster; without it, one a task and two of the driver
   * @throws ConfigurationException if executors come and go
   */
  public Cluster(SparkContext context, OptionalInt connections) {
    this.context = new JavaSparkContext(requireNonNull(context, "context"));
    this.connections = connections;
    if (context.getConf().getBoolean(DYNAMIC, false)) {
      throw new ConfigurationException(
          List.of(
              "Invalid %s: expected false, found true; an executor that is started later has no connection to the run's snapshot. Set it to false, and spark.executor.instances, or set source.snapshot.lock = none."
                  .formatted(DYNAMIC)));
    }
  }

  @Override
  public void open(String snapshot, MySqlSource source) {
    slots = new Executors(context.sc()).awaitSlots();
    int share = connections.orElse(slots + DRIVER_CONNECTIONS);
    int ofDriver = Math.max(1, Math.min(DRIVER_CONNECTIONS, share - slots));
    SnapshotConnections.pool(snapshot, source).open(ofDriver);
    Map<String, Integer> opened =
        inEverySlot(new Opening(snapshot, source, share - ofDriver, slots), OPENING);
    opened.forEach(
        (executor, count) -> {
          if (count == 0) {
            throw new ConfigurationException(
                List.of(
                    "Invalid source.connections: expected at least %d (one for each of %d executors and one for the driver), found %d."
                        .formatted(opened.size() + 1, opened.size(), share)));
          }
        });
  }

  @Override
  public int begin(String snapshot, Duration limit) {
    int begun = new OneProcess(1).begin(snapshot, limit);
    Map<String, Integer> onExecutors = inEverySlot(new Beginning(snapshot), limit);
    return begun + onExecutors.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** What one task of every slot answers, the last of an executor's tasks counts. */
  private Map<String, Integer> inEverySlot(Task task, Duration limit) {
    List<Integer> indexes = IntStream.range(0, slots).boxed().toList();
    JavaFutureAction<List<Answer>> answers =
        context
            .parallelize(indexes, slots)
            .rdd()
            .barrier()
            .mapPartitions(task, false, ClassTag.<Answer>apply(Answer.class))
            .toJavaRDD()
            .collectAsync();
    Map<String, Integer> byExecutor = new TreeMap<>();
    for (Answer answer : await(answers, limit)) {
      byExecutor.merge(answer.executor(), answer.connections(), Math::max);
    }
    return byExecutor;
  }

  private static List<Answer> await(JavaFutureAction<List<Answer>> answers, Duration limit) {
    try {
      return answers.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      answers.cancel(true);
      throw new SnapshotLostException(
          "Cannot read all tables at one instant: the executors did not answer within %d s."
              .formatted(limit.toSeconds()),
          late);
    } catch (ExecutionException failed) {
      throw explained(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      answers.cancel(true);
      throw new IllegalStateException("Interrupted while taking a snapshot", interrupted);
    }
  }

  private static JobException explained(ExecutionException failed) {
    return Causes.find(failed, JobException.class)
        .orElseGet(
            () ->
                new SnapshotLostException(
                    "Cannot read all tables at one instant: " + failed.getMessage(), failed));
  }

  /**
   * @param connections of the executor, by all its tasks so far
   */
  private record Answer(String executor, int connections) implements java.io.Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** Runs once in each slot of the cluster, all at the same time. */
  private abstract static class Task extends AbstractFunction1<Iterator<Integer>, Iterator<Answer>>
      implements java.io.Serializable {

    private static final long serialVersionUID = 1L;

    final String snapshot;

    Task(String snapshot) {
      this.snapshot = snapshot;
    }

    @Override
    public final Iterator<Answer> apply(Iterator<Integer> indexes) {
      BarrierTaskContext stage = BarrierTaskContext.get();
      int mine = indexes.next();
      try {
        perform(mine);
      } catch (SQLException failed) {
        throw new SnapshotLostException(
            "Cannot begin the snapshot: " + failed.getMessage(), failed);
      }
      stage.barrier();
      return Iterator.single(
          new Answer(SparkEnv.get().executorId(), SnapshotConnections.size(snapshot)));
    }

    abstract void perform(int index) throws SQLException;
  }

  private static final class Opening extends Task {

    private static final long serialVersionUID = 1L;

    private final MySqlSource source;
    private final int connections;
    private final int slots;

    Opening(String snapshot, MySqlSource source, int connections, int slots) {
      super(snapshot);
      this.source = source;
      this.connections = connections;
      this.slots = slots;
    }

    @Override
    void perform(int index) {
      SnapshotConnections.closeOthers(snapshot);
      int share = connections / slots + (index < connections % slots ? 1 : 0);
      SnapshotConnections.pool(snapshot, source).open(share);
    }
  }

  private static final class Beginning extends Task {

    private static final long serialVersionUID = 1L;

    Beginning(String snapshot) {
      super(snapshot);
    }

    @Override
    void perform(int index) throws SQLException {
      SnapshotConnections.find(snapshot)
          .orElseThrow(
              () ->
                  new SnapshotLostException(
                      "Cannot read all tables at one instant: an executor was replaced.", null))
          .begin();
    }
  }
}
