package com.shopsphere.warehouse.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one library that MySQL needs and a bare Linux lacks.
 *
 * <p>Debian 13 and Ubuntu 24.04 renamed it to {@code libaio.so.1t64} when 32-bit machines got a
 * longer time type; on x86-64 it is the same library, so a link under the old name will do.
 */
final class LibAio {

  private static final String NAME = "libaio.so.1";
  private static final List<String> PACKAGES = List.of("libaio1", "libaio1t64");
  private static final Path FETCHED = Path.of("target", "libaio").toAbsolutePath();
  private static final List<Path> SYSTEM =
      Stream.of(
              "/lib/x86_64-linux-gnu",
              "/usr/lib/x86_64-linux-gnu",
              "/lib64",
              "/usr/lib64",
              "/usr/lib",
              "/usr/local/lib")
          .map(Path::of)
          .toList();

  private LibAio() {}

  /**
   * The folder that the loader must be told of; empty when it finds the library by itself.
   *
   * @throws IllegalStateException if the library is neither installed nor to be had
   */
  static String folder() {
    if (SYSTEM.stream().anyMatch(folder -> Files.exists(folder.resolve(NAME)))) {
      return "";
    }
    try {
      return Folders.fillOnce(FETCHED, LibAio::fill).toString();
    } catch (IOException e) {
      throw new IllegalStateException(
          ("Cannot start MySQL: %s is in none of %s and could not be fetched; install it with"
                  + " 'apt-get install libaio1' (libaio1t64 on Debian 13 and Ubuntu 24.04) or"
                  + " 'dnf install libaio'")
              .formatted(NAME, SYSTEM),
          e);
    }
  }

  private static void fill(Path folder) throws IOException {
    var renamed = find(SYSTEM);
    if (renamed.isPresent()) {
      Files.createSymbolicLink(folder.resolve(NAME), renamed.get());
      return;
    }
    fetch(folder);
    var unpacked = folder.resolve("package");
    var fetched =
        find(SYSTEM.stream().map(each -> unpacked.resolve(Path.of("/").relativize(each))).toList())
            .orElseThrow(() -> new IOException("No %s in the package".formatted(NAME)));
    Files.createSymbolicLink(folder.resolve(NAME), folder.relativize(fetched));
  }

  private static Optional<Path> find(List<Path> folders) {
    return folders.stream()
        .flatMap(folder -> Stream.of(folder.resolve(NAME), folder.resolve(NAME + "t64")))
        .filter(Files::exists)
        .findFirst();
  }

  private static void fetch(Path folder) throws IOException {
    var said = new StringBuilder();
    if (!download(folder, said)) {
      // The package lists may be missing, as in a fresh container.
      execute(folder, said, "apt-get", "update");
      if (!download(folder, said)) {
        throw new IOException("Cannot fetch any of %s:%n%s".formatted(PACKAGES, said));
      }
    }
  }

  private static boolean download(Path folder, StringBuilder said) throws IOException {
    for (var name : PACKAGES) {
      if (execute(folder, said, "apt-get", "download", name)) {
        return execute(folder, said, "sh", "-c", "dpkg-deb -x *.deb package");
      }
    }
    return false;
  }

  private static boolean execute(Path folder, StringBuilder said, String... command)
      throws IOException {
    var process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    try (var output = process.getInputStream()) {
      said.append(new String(output.readAllBytes(), StandardCharsets.UTF_8));
      return process.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted during %s".formatted(List.of(command)), e);
    }
  }
}
