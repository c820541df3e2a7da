package com.shopsphere.warehouse.load;

import com.shopsphere.warehouse.failure.TargetBusyException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second run of the same target out. The operating system holds the lock for the process,
 * so that a killed run leaves none behind; the empty file stays.
 */
final class TargetLock implements AutoCloseable {

  private final FileChannel channel;

  private TargetLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, or fails at once.
   *
   * @throws TargetBusyException if another run holds it
   */
  static TargetLock take(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(channel) == null) {
      channel.close();
      throw new TargetBusyException(
          "Cannot start: another run is writing this target; it holds the lock %s."
              .formatted(file));
    }
    return new TargetLock(channel);
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
    channel.close();
  }
}
