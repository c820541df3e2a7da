package com.shopsphere.warehouse.load;

import com.shopsphere.warehouse.failure.TargetBusyException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second run of the same tables out. The operating system holds the locks for the process,
 * so that a killed run leaves none behind; the empty files stay.
 */
final class TargetLock implements AutoCloseable {

  private final List<FileChannel> channels = new ArrayList<>();

  private TargetLock() {}

  /**
   * Takes the locks of some files, all or none, or fails at once.
   *
   * @throws TargetBusyException if another run holds one of them
   */
  static TargetLock take(List<Path> files) throws IOException {
    TargetLock taken = new TargetLock();
    try {
      for (Path file : files) {
        taken.channels.add(locked(file));
      }
      return taken;
    } catch (IOException | TargetBusyException failed) {
      taken.close();
      throw failed;
    }
  }

  private static FileChannel locked(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(channel) == null) {
      channel.close();
      throw new TargetBusyException(
          "Cannot start: another run is writing this target; it holds the lock %s."
              .formatted(file));
    }
    return channel;
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : channels) {
      channel.close();
    }
  }
}
