package com.shopsphere.warehouse;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One step of a run, which leaves one line in the log: its name, what came of it, its seconds. */
final class Phase {

  private static final Logger LOG = LoggerFactory.getLogger(WarehouseJob.class);

  private final String name;
  private final Instant start = Instant.now();

  private Phase(String name) {
    this.name = name;
  }

  static Phase start(String name) {
    return new Phase(name);
  }

  /**
   * Writes the line.
   *
   * @param outcome counts with their units
   */
  void end(String outcome) {
    double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
    LOG.info(String.format(Locale.ROOT, "%-9s %7.2f s  %s", name, seconds, outcome));
  }
}
