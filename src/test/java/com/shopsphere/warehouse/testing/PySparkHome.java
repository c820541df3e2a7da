package com.shopsphere.warehouse.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The Spark that Python's registry has: for Scala 2.12, as most clusters are, and with the scripts
 * of a distribution. The first use on a machine installs it, 317 MB in less than a minute.
 */
public final class PySparkHome {

  private static final String REQUIREMENTS = "pyspark_requirements.txt";

  private PySparkHome() {}

  /** What {@code SPARK_HOME} is set to. */
  public static Path path() {
    return VirtualEnvironment.at(Path.of("target", "pyspark"), requirements(), () -> {})
        .home()
        .resolve("lib/python3.11/site-packages/pyspark");
  }

  private static byte[] requirements() {
    try (InputStream content =
        Objects.requireNonNull(PySparkHome.class.getResourceAsStream(REQUIREMENTS), REQUIREMENTS)) {
      return content.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
