package com.shopsphere.warehouse.intermediate;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.failure.FileFailures;
import com.shopsphere.warehouse.failure.TargetException;
import com.shopsphere.warehouse.failure.VerificationException;
import com.shopsphere.warehouse.intermediate.StoredTable.StoredFile;
import com.shopsphere.warehouse.load.RunId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of one run below {@code staging.path}.
 *
 * <p>Each process writes its tables into a directory of its own, named by its execution, so that
 * what a killed process has left, or one that hangs still writes, is never among the files of a
 * table that is complete.
 */
public final class Intermediates {

  private static final Logger LOG = LoggerFactory.getLogger(Intermediates.class);

  /** Would have a meaning in a path, or in a pattern of paths. */
  private static final Pattern UNUSUAL = Pattern.compile("[^A-Za-z0-9_-]");

  private final SparkSession spark;
  private final FileSystem files;
  private final Path directory;
  private final boolean existed;
  private final RunId execution;
  private final Path own;
  private int written;

  private Intermediates(
      SparkSession spark, FileSystem files, Path directory, boolean existed, RunId execution) {
    this.spark = requireNonNull(spark, "spark");
    this.files = requireNonNull(files, "files");
    this.directory = requireNonNull(directory, "directory");
    this.existed = existed;
    this.execution = requireNonNull(execution, "execution");
    this.own = new Path(directory, "by-" + execution);
  }

  /**
   * The directory of a run, which need not exist.
   *
   * @param path {@code staging.path}
   * @param again what this process is called if another one has worked on the run before; otherwise
   *     it is called as the run
   * @throws TargetException if the file system cannot be reached
   */
  public static Intermediates of(SparkSession spark, String path, RunId run, RunId again) {
    try {
      FileSystem files = fileSystem(spark, path);
      Path directory = new Path(files.makeQualified(new Path(path)), run.value());
      boolean existed = files.exists(directory);
      return new Intermediates(spark, files, directory, existed, existed ? again : run);
    } catch (IOException | IllegalArgumentException unusable) {
      throw failure("use", path, unusable);
    }
  }

  /** Whether any process has worked on the run before this one. */
  public boolean exists() {
    return existed;
  }

  /** Leaves a trace of this process, by which the run can be resumed. */
  public void begin() {
    try {
      files.mkdirs(own);
    } catch (IOException unwritable) {
      throw failure("write", own.toString(), unwritable);
    }
  }

  /** What this process is called, in all names that it leaves behind. */
  public RunId execution() {
    return execution;
  }

  /**
   * Removes what runs have kept for long enough.
   *
   * @param keep time since their start
   * @param spared a run that stays, however old it is
   */
  public static void clean(SparkSession spark, String path, Duration keep, RunId spared) {
    try {
      FileSystem files = fileSystem(spark, path);
      Instant oldest = Instant.now().minus(keep);
      for (FileStatus one : existing(files, new Path(path))) {
        Optional<RunId> run = RunId.parse(one.getPath().getName());
        if (one.isDirectory()
            && run.filter(id -> !id.equals(spared) && id.start().isBefore(oldest)).isPresent()) {
          files.delete(one.getPath(), true);
          LOG.info("{} was kept for {} (staging.keep) and is removed.", one.getPath(), keep);
        }
      }
    } catch (IOException | IllegalArgumentException unusable) {
      throw failure("clean", path, unusable);
    }
  }

  private static FileSystem fileSystem(SparkSession spark, String path) throws IOException {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    return new Path(path).getFileSystem(hadoop);
  }

  private static List<FileStatus> existing(FileSystem files, Path path) throws IOException {
    return files.exists(path) ? List.of(files.listStatus(path)) : List.of();
  }

  /** Where it is, for messages. */
  public String describe() {
    return directory.toString();
  }

  /**
   * Computes and writes a table, and finds out what it consists of.
   *
   * @param name for people who look at the files
   */
  public StoredTable write(String name, Dataset<Row> rows) {
    Path path =
        new Path(own, "%03d-%s".formatted(written++, UNUSUAL.matcher(name).replaceAll("_")));
    String[] columns = rows.columns();
    Dataset<Row> numbered = rows.toDF(numbered(columns.length));
    numbered.write().parquet(path.toString());
    try {
      List<StoredFile> parts = new ArrayList<>();
      for (FileStatus file : files.listStatus(path)) {
        parts.add(new StoredFile(file.getPath().getName(), file.getLen()));
      }
      return new StoredTable(
          path.toString(), Arrays.asList(columns), numbered.schema().json(), parts);
    } catch (IOException unreadable) {
      throw failure("read", path.toString(), unreadable);
    }
  }

  private static String[] numbered(int columns) {
    String[] names = new String[columns];
    Arrays.setAll(names, position -> "c" + position);
    return names;
  }

  /**
   * The rows of a complete table.
   *
   * @throws VerificationException if a file is not as it was written
   */
  public Dataset<Row> read(StoredTable table) {
    table.files().forEach(file -> requireWhole(new Path(table.path(), file.name()), file.bytes()));
    return spark
        .read()
        .schema((StructType) DataType.fromJson(table.schema()))
        .parquet(table.path())
        .toDF(table.columns().toArray(String[]::new));
  }

  private void requireWhole(Path file, long bytes) {
    try {
      long found = files.getFileStatus(file).getLen();
      if (found != bytes) {
        throw damaged(file, "%,d bytes".formatted(bytes), "%,d".formatted(found));
      }
    } catch (FileNotFoundException gone) {
      throw damaged(file, "%,d bytes".formatted(bytes), "no such file");
    } catch (IOException unreadable) {
      throw failure("read", file.toString(), unreadable);
    }
  }

  private static VerificationException damaged(Path file, String expected, String found) {
    return new VerificationException(
        "Cannot resume from %s (staging.path): expected %s, found %s. Start a new run."
            .formatted(file, expected, found));
  }

  public Optional<StoredExtract> extract() {
    return document(StoredExtract.NAME, StoredExtract.class);
  }

  public Optional<StoredMerge> merge() {
    return document(StoredMerge.NAME, StoredMerge.class);
  }

  /** Makes the tables of an extract the complete ones of the run. */
  public void complete(StoredExtract extract) {
    publish(StoredExtract.NAME, extract);
  }

  /** Makes a unified table the complete one of the run. */
  public void complete(StoredMerge merge) {
    publish(StoredMerge.NAME, merge);
  }

  private <R extends Record> Optional<R> document(String name, Class<R> type) {
    Path file = new Path(directory, name);
    try (FSDataInputStream in = files.open(file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(Documents.read(text, type));
    } catch (FileNotFoundException incomplete) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException unreadable) {
      throw failure("read", file.toString(), unreadable);
    }
  }

  /** A rename: a reader finds the whole document or none. */
  private void publish(String name, Record document) {
    Path file = new Path(directory, name);
    Path written = new Path(own, name);
    try {
      try (OutputStream out = files.create(written, true)) {
        out.write(Documents.write(document).getBytes(StandardCharsets.UTF_8));
      }
      files.delete(file, false);
      if (!files.rename(written, file)) {
        throw new IOException("the file system refused to rename " + written);
      }
    } catch (IOException unwritable) {
      throw failure("write", file.toString(), unwritable);
    }
  }

  private static TargetException failure(String what, String where, Exception failed) {
    return new TargetException(
        "Cannot %s %s (staging.path): %s.".formatted(what, where, FileFailures.text(failed)),
        failed);
  }
}
