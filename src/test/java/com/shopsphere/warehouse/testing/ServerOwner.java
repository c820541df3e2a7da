package com.shopsphere.warehouse.testing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A program that starts a server, says so, and waits to be killed. */
final class ServerOwner {

  static final String STARTED = "started";

  private ServerOwner() {}

  public static void main(String[] arguments) throws Exception {
    var server = EmbeddedProduct.valueOf(arguments[0]).start(Path.of(arguments[1]));
    try (var connection = server.connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE left_over");
    }
    System.out.println(STARTED);
    Thread.sleep(Long.MAX_VALUE);
  }

  /** Runs this program in a JVM of its own; returns when its server is up. */
  static Process launch(EmbeddedProduct product, Path directory) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                ServerOwner.class.getName(),
                product.name(),
                directory.toString())
            .redirectErrorStream(true)
            .start();
    var said = new StringBuilder();
    var output = process.inputReader(StandardCharsets.UTF_8);
    for (var line = output.readLine(); !STARTED.equals(line); line = output.readLine()) {
      if (line == null) {
        throw new IllegalStateException("Cannot start a server in another JVM: " + said);
      }
      said.append(line).append(System.lineSeparator());
    }
    return process;
  }
}
