package com.shopsphere.warehouse.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Files that settings name.
 *
 * @param workingDirectory what relative paths count from
 */
record SettingFiles(Settings settings, Path workingDirectory) {

  /** All that a file holds; empty after a problem. */
  Optional<String> contents(String key, String file) {
    try {
      return Optional.of(Files.readString(workingDirectory.resolve(file)));
    } catch (IOException unreadable) {
      settings.problem(
          "Invalid %s: cannot read '%s' (%s)."
              .formatted(key, file, unreadable.getClass().getSimpleName()));
      return Optional.empty();
    }
  }
}
