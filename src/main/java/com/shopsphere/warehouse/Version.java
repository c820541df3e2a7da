package com.shopsphere.warehouse;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.report.JobVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of the job, as the build wrote it. */
final class Version implements IVersionProvider {

  /** In the package's own directory: other jars of a cluster may have a file of the same name. */
  private static final String FILE = "version.properties";

  static JobVersion current() {
    Properties written = new Properties();
    try (InputStream text =
        requireNonNull(
            Version.class.getResourceAsStream(FILE),
            "Cannot tell the version: version.properties is not in the jar")) {
      written.load(text);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return new JobVersion(written.getProperty("version"), written.getProperty("commit"));
  }

  @Override
  public String[] getVersion() {
    return new String[] {"shopsphere-warehouse " + current()};
  }
}
