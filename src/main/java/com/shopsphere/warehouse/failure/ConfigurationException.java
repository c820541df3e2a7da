package com.shopsphere.warehouse.failure;

import java.util.List;

/** Settings or arguments that are wrong, all of them at once. */
public final class ConfigurationException extends JobException {

  private static final long serialVersionUID = 1L;

  /**
   * @param problems one sentence each, not empty
   */
  public ConfigurationException(List<String> problems) {
    super(ExitCode.CONFIGURATION, message(problems), null);
  }

  private static String message(List<String> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("Invalid configuration error: it names no problem");
    }
    if (problems.size() == 1) {
      return problems.get(0);
    }
    return "Invalid configuration, %d problems:%n  - %s"
        .formatted(problems.size(), String.join("%n  - ".formatted(), problems));
  }
}
