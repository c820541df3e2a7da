package com.shopsphere.warehouse.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The jar that {@code mvn package} makes, and that users submit. */
public final class JobJar {

  private JobJar() {}

  /** Absolute. */
  public static Path path() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("shopsphere-warehouse-.*\\.jar"))
          .findFirst()
          .orElseThrow(
              () -> new IllegalStateException("Cannot find the job's jar: mvn package makes it"))
          .toAbsolutePath();
    }
  }
}
