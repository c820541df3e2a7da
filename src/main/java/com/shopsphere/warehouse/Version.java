package com.shopsphere.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The version of the job, as the build wrote it. */
final class Version implements IVersionProvider {

  static String current() {
    try (InputStream text = Version.class.getResourceAsStream("/version.txt")) {
      if (text == null) {
        throw new IllegalStateException("Cannot tell the version: version.txt is not in the jar");
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public String[] getVersion() {
    return new String[] {"shopsphere-warehouse " + current()};
  }
}
