package com.shopsphere.warehouse.testing.bigquery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The objects of all buckets. Each is the file {@code <root>/<bucket>/<object>} as well, so that
 * the emulator's load jobs find it; only objects named as directories are not files.
 */
final class GcsObjects {

  /**
   * One version of an object.
   *
   * @param generation rises with every change of any object
   * @param metadata JSON object of what the writer noted with it
   */
  @SuppressWarnings("ArrayRecordComponent")
  record StoredObject(
      String bucket,
      String name,
      byte[] content,
      String contentType,
      String metadata,
      long generation,
      Instant time) {}

  private final Path root;
  private final NavigableMap<String, StoredObject> objects = new TreeMap<>();
  private long lastGeneration = 1_000_000;

  GcsObjects(Path root) {
    this.root = root;
  }

  synchronized Optional<StoredObject> find(String bucket, String name) {
    return Optional.ofNullable(objects.get(key(bucket, name)));
  }

  synchronized StoredObject put(
      String bucket, String name, byte[] content, String contentType, String metadata) {
    var stored =
        new StoredObject(
            bucket, name, content, contentType, metadata, ++lastGeneration, Instant.now());
    if (!name.endsWith("/")) {
      var file = file(bucket, name);
      try {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot keep object gs://" + key(bucket, name), e);
      }
    }
    objects.put(key(bucket, name), stored);
    return stored;
  }

  synchronized void delete(String bucket, String name) {
    objects.remove(key(bucket, name));
    try {
      if (!name.endsWith("/")) {
        Files.deleteIfExists(file(bucket, name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete object gs://" + key(bucket, name), e);
    }
  }

  /** The objects of a bucket whose names start with a prefix, ascending by name. */
  synchronized List<StoredObject> list(String bucket, String prefix) {
    var first = key(bucket, prefix);
    Collection<StoredObject> following = objects.tailMap(first, true).values();
    var found = new ArrayList<StoredObject>();
    for (var object : following) {
      if (!key(object.bucket(), object.name()).startsWith(first)) {
        break;
      }
      found.add(object);
    }
    return found;
  }

  private Path file(String bucket, String name) {
    return root.resolve(bucket).resolve(name);
  }

  private static String key(String bucket, String name) {
    return bucket + "/" + name;
  }
}
