package com.shopsphere.warehouse.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** Durable steps on the local file system. */
final class LocalFiles {

  private LocalFiles() {}

  /** Makes a file that was written survive a power cut. */
  static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Replaces one file by another in one step: a reader sees the old or the new, whole. */
  static void replace(Path file, Path by) throws IOException {
    Files.move(by, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes a directory and all in it; nothing happens if it is not there. */
  static void deleteTree(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    } catch (NoSuchFileException goneAlready) {
      // Another thread may delete the same tree when the process is told to end.
    } catch (UncheckedIOException walking) {
      if (!(walking.getCause() instanceof NoSuchFileException)) {
        throw walking.getCause();
      }
    }
  }
}
