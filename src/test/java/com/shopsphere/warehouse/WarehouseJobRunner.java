package com.shopsphere.warehouse;

import java.util.Map;

/** The job's command line, for tests of other packages. */
public final class WarehouseJobRunner {

  private WarehouseJobRunner() {}

  /** Runs one command in this process; returns its exit code. */
  public static int run(Map<String, String> environment, String... arguments) {
    return WarehouseJob.run(environment, arguments);
  }
}
