package com.shopsphere.warehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to use a directory, held by one owner in one JVM at a time.
 *
 * <p>The operating system drops the lock of a killed JVM, so a lock is never stale.
 */
final class DirectoryLock implements AutoCloseable {

  /**
   * What this JVM holds. Looked at first, since closing any second channel on a lock file would
   * release the lock that the JVM holds through the first.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private DirectoryLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock, creating the directory if need be.
   *
   * @throws IllegalStateException if this or another JVM holds it
   */
  static DirectoryLock acquire(Path directory) {
    try {
      var file = Files.createDirectories(directory).toRealPath().resolve("server.lock");
      if (!HELD.add(file)) {
        throw inUse(directory, "this JVM");
      }
      try {
        var channel = tryLock(file);
        if (channel == null) {
          throw inUse(directory, "another JVM");
        }
        return new DirectoryLock(file, channel);
      } catch (IOException | RuntimeException e) {
        HELD.remove(file);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock server directory %s".formatted(directory), e);
    }
  }

  /** Deletes the lock file and, if nothing else is in it, the directory. */
  @Override
  public void close() {
    try (channel) {
      Files.deleteIfExists(file);
      var directory = Objects.requireNonNull(file.getParent(), "parent");
      try (var rest = Files.list(directory)) {
        if (rest.findAny().isPresent()) {
          return;
        }
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot release lock file %s".formatted(file), e);
    } finally {
      HELD.remove(file);
    }
  }

  /** The locked channel, or null when another JVM holds the lock. */
  private static @Nullable FileChannel tryLock(Path file) throws IOException {
    while (true) {
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      var opened = identity(file);
      if (channel.tryLock() == null) {
        channel.close();
        return null;
      }
      // Its owner may have deleted the file between our opening and our locking it.
      if (opened != null && opened.equals(identity(file))) {
        return channel;
      }
      channel.close();
    }
  }

  private static @Nullable Object identity(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static IllegalStateException inUse(Path directory, String owner) {
    return new IllegalStateException(
        "Cannot start a server in %s: a server of %s is using that directory"
            .formatted(directory, owner));
  }
}
