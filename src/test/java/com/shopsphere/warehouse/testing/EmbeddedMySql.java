package com.shopsphere.warehouse.testing;

import static com.shopsphere.warehouse.testing.ServerProgram.asCurrentUser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * MySQL from the folder where the build unpacks it. Linux on x86-64 only.
 *
 * <p>The server's time zone is neither UTC nor that of any test JVM, so that a forgotten zone
 * shows.
 */
public final class EmbeddedMySql {

  private static final Path BINARIES = Path.of("target", "mysql-server").toAbsolutePath();

  private EmbeddedMySql() {}

  public static EmbeddedServer start(Path directory) {
    return start(directory, List.of());
  }

  /**
   * Starts a server with empty data.
   *
   * @param directory for its data; locked while it runs, and deleted at the end
   * @param extraOptions such as {@code --innodb-buffer-pool-size=2G} or {@code --log-bin=binlog}
   */
  public static EmbeddedServer start(Path directory, List<String> extraOptions) {
    return ServerProcess.start(program(), directory, extraOptions);
  }

  static ServerProgram program() {
    var executable = BINARIES.resolve("bin/mysqld");
    if (!Files.isExecutable(executable)) {
      throw new IllegalStateException(
          "Cannot start MySQL: %s is missing; unpack it with 'mvn dependency:unpack@mysql-server'"
              .formatted(executable));
    }
    var base = "--basedir=" + BINARIES;
    return new ServerProgram(
        "MySQL",
        BINARIES,
        asCurrentUser(executable, List.of(base, "--initialize-insecure", "--skip-log-bin")),
        asCurrentUser(executable, List.of(base)),
        List.of(
            "--innodb-redo-log-capacity=512M",
            "--mysqlx=OFF",
            "--skip-log-bin",
            "--default-time-zone=+05:30"),
        LibAio.folder());
  }
}
