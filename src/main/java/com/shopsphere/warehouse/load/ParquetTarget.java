package com.shopsphere.warehouse.load;

import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.failure.TargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/**
 * One Parquet file in a local directory, with its manifest beside it, and one for each table that
 * is landed.
 *
 * <p>A run works in {@code .<table>-<run id>.staging} below the directory, hence on the same file
 * system, and publishes by renaming one file over another. Killed at any moment, it leaves the old
 * table or the new one; the next run removes what it staged and, if it was killed between the
 * renames of table and manifest, puts the manifest in place.
 *
 * <p>The landed tables are renamed before, one after the other: killed among them, a run leaves
 * some of them newer than the unified table. The metadata of each file names its run. Each table
 * has a lock of its own, so that runs with different unified tables cannot land the same one.
 */
final class ParquetTarget implements Target {

  /** Key of the file's metadata that names the run. */
  static final String RUN_ID = "shopsphere.run_id";

  /**
   * Every task that writes holds one row group in memory; the default of 128 MiB fills a small
   * heap.
   */
  private static final long ROW_GROUP_BYTES = 32L << 20;

  private static final String STAGING = ".staging";
  private static final String MANIFEST = "manifest.json";

  private final TargetConfig.Parquet config;
  private final RunId run;
  private final TargetLock lock;
  private final Path staging;
  private final Thread whenTheProcessEnds = new Thread(this::removeStaging, "remove-staging");

  private ParquetTarget(TargetConfig.Parquet config, RunId run, TargetLock lock) {
    this.config = config;
    this.run = run;
    this.lock = lock;
    this.staging = staging(run.value());
  }

  static ParquetTarget open(TargetConfig.Parquet config, List<String> landed, RunId run) {
    Path directory = config.directory();
    try {
      Files.createDirectories(directory);
      TargetLock lock =
          TargetLock.take(
              Stream.concat(Stream.of(config.table()), landed.stream())
                  .map(table -> directory.resolve("." + table + ".lock"))
                  .toList());
      return open(config, run, lock);
    } catch (IOException unwritable) {
      throw new TargetException(
          "Cannot write to the directory %s (target.parquet.path): %s."
              .formatted(directory, reason(unwritable)),
          unwritable);
    }
  }

  private static ParquetTarget open(TargetConfig.Parquet config, RunId run, TargetLock lock)
      throws IOException {
    try {
      ParquetTarget target = new ParquetTarget(config, run, lock);
      target.tidyUpAfterKilledRuns();
      Files.createDirectory(target.staging);
      Runtime.getRuntime().addShutdownHook(target.whenTheProcessEnds);
      return target;
    } catch (IOException unwritable) {
      lock.close();
      throw unwritable;
    }
  }

  private void tidyUpAfterKilledRuns() throws IOException {
    String prefix = ".%s-".formatted(config.table());
    List<Path> leftOvers;
    try (Stream<Path> files = Files.list(config.directory())) {
      leftOvers =
          files
              .filter(file -> file.getFileName().toString().startsWith(prefix))
              .filter(file -> file.getFileName().toString().endsWith(STAGING))
              .toList();
    }
    for (Path leftOver : leftOvers) {
      finishPublication(leftOver);
      LocalFiles.deleteTree(leftOver);
    }
  }

  private void finishPublication(Path leftOver) throws IOException {
    Path manifest = leftOver.resolve(MANIFEST);
    if (!Files.exists(manifest) || !Files.exists(file())) {
      return;
    }
    if (leftOver.equals(staging(ParquetParts.metadata(file(), RUN_ID)))) {
      LocalFiles.replace(manifestFile(), manifest);
    }
  }

  private Path staging(String runId) {
    return config.directory().resolve(".%s-%s%s".formatted(config.table(), runId, STAGING));
  }

  private Path file() {
    return file(config.table());
  }

  private Path file(String table) {
    return config.directory().resolve(table + ".parquet");
  }

  private Path manifestFile() {
    return config.directory().resolve(config.table() + ".manifest.json");
  }

  @Override
  public String describe() {
    return file().toString();
  }

  @Override
  public String stagingPlace() {
    return describe();
  }

  @Override
  public StagedTable stage(String table, Dataset<Row> rows, Map<String, String> parquetOptions) {
    Path parts = staging.resolve("parts");
    rows.write()
        .options(parquetOptions)
        .option("compression", config.compression().toString())
        .option(ParquetOutputFormat.BLOCK_SIZE, ROW_GROUP_BYTES)
        // What an attempt that was given up has left.
        .mode(SaveMode.Overwrite)
        .parquet(ParquetParts.hadoopPath(parts).toString());
    Path whole = staged(table);
    try {
      ParquetParts.join(parts, whole, Map.of(RUN_ID, run.value()));
      LocalFiles.deleteTree(parts);
      LocalFiles.force(whole);
    } catch (IOException unwritable) {
      throw new TargetException(
          "Cannot stage the table in %s (target.parquet.path): %s."
              .formatted(staging, reason(unwritable)),
          unwritable);
    }
    return new StagedTable(table, ParquetParts.hadoopPath(whole).toString());
  }

  private Path staged(String table) {
    return staging.resolve(table + ".parquet");
  }

  @Override
  public Publication publish(List<StagedTable> landed, StagedTable unified, String manifest) {
    Path manifestToBe = staging.resolve(MANIFEST);
    List<Path> published = new ArrayList<>();
    try {
      Files.writeString(manifestToBe, manifest);
      LocalFiles.force(manifestToBe);
      for (StagedTable table : landed) {
        published.add(replace(table));
      }
      replace(unified);
      LocalFiles.replace(manifestFile(), manifestToBe);
      return new Publication(file().toString(), OptionalLong.of(Files.size(file())), Instant.now());
    } catch (IOException unwritable) {
      throw new TargetException(
          "Cannot publish %s: %s%s.".formatted(file(), reason(unwritable), already(published)),
          unwritable);
    }
  }

  private Path replace(StagedTable table) throws IOException {
    Path file = file(table.name());
    LocalFiles.replace(file, staged(table.name()));
    return file;
  }

  private static String already(List<Path> published) {
    return published.isEmpty()
        ? ""
        : published.stream()
            .map(Path::toString)
            .collect(Collectors.joining(", ", "; of this run are already ", ""));
  }

  @Override
  public void close() {
    removeStaging();
    try {
      lock.close();
      Runtime.getRuntime().removeShutdownHook(whenTheProcessEnds);
    } catch (IOException | IllegalStateException endingAnyway) {
      // The process is ending: the system frees the lock, and the hook is running.
    }
  }

  private void removeStaging() {
    try {
      LocalFiles.deleteTree(staging);
    } catch (IOException leftForTheNextRun) {
      // The next run of this target removes it.
    }
  }

  private static String reason(IOException failed) {
    return "%s: %s".formatted(failed.getClass().getSimpleName(), failed.getMessage());
  }
}
