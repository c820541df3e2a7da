package com.shopsphere.warehouse.load;

import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.failure.TargetException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds what runs of a target have left behind, and nothing that no run of it made. */
public final class LeftOvers {

  private LeftOvers() {}

  /**
   * Looks for left-overs, the oldest first. Those of a run that is under way are among them.
   *
   * @throws TargetException if the target cannot be read
   */
  public static List<LeftOver> of(TargetConfig target) {
    List<LeftOver> found = new ArrayList<>();
    if (target instanceof TargetConfig.BigQuery bigQuery) {
      found.addAll(BigQueryLeftOvers.of(bigQuery));
      String directory = "(.+)-(%s)".formatted(RunId.REGEX);
      found.addAll(directories(new Path(bigQuery.writing().stagingPath()), directory));
    } else {
      TargetConfig.Parquet parquet = (TargetConfig.Parquet) target;
      String directory = "\\.(.+)-(%s)\\.staging".formatted(RunId.REGEX);
      found.addAll(directories(ParquetParts.hadoopPath(parquet.directory()), directory));
    }
    found.sort(Comparator.comparing(one -> one.run().value()));
    return found;
  }

  private static List<LeftOver> directories(Path parent, String form) {
    try {
      FileSystem files = parent.getFileSystem(new Configuration());
      List<LeftOver> found = new ArrayList<>();
      if (files.exists(parent)) {
        for (FileStatus file : files.listStatus(parent)) {
          run(file, form).ifPresent(run -> found.add(directory(files, file.getPath(), run)));
        }
      }
      return found;
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new TargetException(
          "Cannot look for left-overs in %s: %s.".formatted(parent, unreadable.getMessage()),
          unreadable);
    }
  }

  private static Optional<RunId> run(FileStatus file, String form) {
    Matcher matcher = Pattern.compile(form).matcher(file.getPath().getName());
    return file.isDirectory() && matcher.matches()
        ? Optional.of(new RunId(matcher.group(2)))
        : Optional.empty();
  }

  private static LeftOver directory(FileSystem files, Path directory, RunId run) {
    return new LeftOver(
        run,
        directory.toString(),
        () -> {
          try {
            files.delete(directory, true);
          } catch (IOException stays) {
            throw new TargetException(
                "Cannot remove %s: %s.".formatted(directory, stays.getMessage()), stays);
          }
        });
  }
}
