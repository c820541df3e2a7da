package com.shopsphere.warehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** MariaDB 10.11 from the folder where the build unpacks it. Linux on x86-64 only. */
final class OlderMariaDb {

  private static final Path BINARIES = Path.of("target", "older-mariadb-server").toAbsolutePath();

  private OlderMariaDb() {}

  /** As {@link EmbeddedMariaDb#start(Path, List)}. */
  static EmbeddedServer start(Path directory, List<String> extraOptions) {
    return ServerProcess.start(program(), directory, extraOptions);
  }

  private static ServerProgram program() {
    var executable = BINARIES.resolve("bin/mariadbd");
    if (!Files.exists(executable)) {
      throw new IllegalStateException(
          ("Cannot start MariaDB 10.11: %s is missing; unpack it with"
                  + " 'mvn dependency:unpack@older-mariadb-server'")
              .formatted(executable));
    }
    try {
      EmbeddedMariaDb.makeExecutable(BINARIES);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot make the programs in %s executable".formatted(BINARIES), e);
    }
    return EmbeddedMariaDb.program(BINARIES);
  }
}
