package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of one run on any file system that Spark knows, removed when the run ends, also if
 * the process is told to end.
 */
final class StagingDirectory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StagingDirectory.class);

  private final FileSystem files;
  private final Path directory;

  private StagingDirectory(FileSystem files, Path directory) {
    this.files = requireNonNull(files, "files");
    this.directory = requireNonNull(directory, "directory");
  }

  static StagingDirectory create(Path directory, Configuration hadoop) throws IOException {
    FileSystem files = directory.getFileSystem(hadoop);
    if (!files.mkdirs(directory)) {
      throw new IOException("the directory cannot be made");
    }
    files.deleteOnExit(directory);
    return new StagingDirectory(files, files.makeQualified(directory));
  }

  /** Where the rows of a table are staged; does not exist yet. */
  Path rows(String table) {
    return new Path(directory, table);
  }

  /**
   * Writes a file that outlives this directory. It is renamed into place when it is complete: a
   * reader never sees a part of it. File systems whose rename replaces no file have none of that
   * name for an instant.
   */
  void publish(String text, Path file) throws IOException {
    Path complete = new Path(directory, file.getName());
    try (OutputStream out = files.create(complete, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    if (!renamed(complete, file)) {
      files.delete(file, false);
      if (!renamed(complete, file)) {
        throw new IOException("the file system refused to rename " + complete);
      }
    }
  }

  private boolean renamed(Path from, Path to) throws IOException {
    try {
      return files.rename(from, to);
    } catch (FileAlreadyExistsException inTheWay) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      files.delete(directory, true);
      files.cancelDeleteOnExit(directory);
    } catch (IOException stays) {
      LOG.warn(
          "Cannot remove the staged rows in {}: {}. They can be deleted by hand.",
          directory,
          stays.getMessage());
    }
  }
}
