package com.shopsphere.warehouse;

import com.shopsphere.warehouse.catalog.MySqlSource;
import com.shopsphere.warehouse.failure.Causes;
import com.shopsphere.warehouse.failure.FileFailures;
import com.shopsphere.warehouse.failure.JobException;
import com.shopsphere.warehouse.failure.PlanException;
import com.shopsphere.warehouse.failure.SnapshotLostException;
import com.shopsphere.warehouse.failure.SourceException;
import com.shopsphere.warehouse.failure.TargetException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSError;

/** Finds what a user can act on in what Spark wraps around a failed task. */
final class SparkFailures {

  /** What the system says when the fault is not the job's. */
  private static final List<String> DISK =
      List.of(
          "No space left on device",
          "Disk quota exceeded",
          "File too large",
          "Read-only file system",
          "Permission denied");

  /** Class of the SQL states of broken connections. */
  private static final String CONNECTION_LOST = "08";

  private SparkFailures() {}

  /**
   * The failure to report; what is not recognised is a defect of the job.
   *
   * @param stagingPlace where files are kept, for a message about a disk or a file system
   */
  static RuntimeException explain(Throwable failed, MySqlSource source, String stagingPlace) {
    // From a task it comes wrapped.
    Optional<JobException> known = Causes.find(failed, JobException.class);
    if (known.isPresent()) {
      return known.get();
    }
    Optional<SQLException> sql = Causes.find(failed, SQLException.class);
    if (sql.isPresent()) {
      return ofTheSource(sql.get(), source);
    }
    Optional<Throwable> merge = cause(failed, SparkFailures::isOfTheMerge);
    if (merge.isPresent()) {
      return new PlanException(text(merge.get()));
    }
    Optional<Throwable> disk = cause(failed, SparkFailures::isDisk);
    if (disk.isPresent()) {
      return new TargetException(
          "Cannot write %s: %s.".formatted(files(failed, stagingPlace), text(disk.get())), failed);
    }
    Optional<Throwable> files = FileFailures.find(failed);
    if (files.isPresent()) {
      return new TargetException(
          "Cannot use %s: %s.".formatted(stagingPlace, FileFailures.text(files.get())), failed);
    }
    return new IllegalStateException("Spark failed for an unknown reason", failed);
  }

  /** A connection that is cut ends the snapshot, since a new one would show another instant. */
  private static JobException ofTheSource(SQLException failed, MySqlSource source) {
    SourceException told = source.failure("read the tables", failed);
    String state = failed.getSQLState();
    return state != null && state.startsWith(CONNECTION_LOST)
        ? new SnapshotLostException(text(told), failed)
        : told;
  }

  /** What the merge itself refuses to write, for a single key. */
  private static boolean isOfTheMerge(Throwable one) {
    return Stream.of("Cannot nest", "Cannot sum", "Cannot allocate")
        .anyMatch(text(one)::startsWith);
  }

  private static boolean isDisk(Throwable one) {
    return one instanceof IOException && DISK.stream().anyMatch(text(one)::contains);
  }

  /**
   * Hadoop writes the table, and marks what fails there; Spark itself does not say where it was.
   */
  private static String files(Throwable failed, String stagingPlace) {
    if (Causes.find(failed, FSError.class).isPresent()) {
      return stagingPlace;
    }
    return stagingPlace + " or Spark's local directory (SPARK_LOCAL_DIRS, spark.local.dir)";
  }

  private static String text(Throwable one) {
    return String.valueOf(one.getMessage());
  }

  private static Optional<Throwable> cause(Throwable failed, Predicate<Throwable> wanted) {
    return Causes.of(failed).filter(wanted).findFirst();
  }
}
