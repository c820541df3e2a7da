package com.shopsphere.warehouse.testing;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;

/** Folders that are there either whole or not at all. */
public final class Folders {

  private Folders() {}

  /** Fills a folder. */
  interface Filler {
    void fill(Path folder) throws IOException;
  }

  /**
   * Fills a folder unless it exists. It appears under its name only when it is complete, so a
   * killed or concurrent filler leaves nothing that looks usable.
   */
  static Path fillOnce(Path folder, Filler filler) throws IOException {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    var parent = folder.toAbsolutePath().resolveSibling("");
    var draft = Files.createTempDirectory(Files.createDirectories(parent), "unpacking-");
    try {
      filler.fill(draft);
      Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Someone else was faster, which is as good.
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    } finally {
      delete(draft);
    }
    return folder;
  }

  /** Deletes a file, or a folder with all that is in it; does nothing when there is none. */
  public static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> innermostFirst;
    try (var paths = Files.walk(path)) {
      innermostFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (var each : innermostFirst) {
      Files.deleteIfExists(each);
    }
  }
}
