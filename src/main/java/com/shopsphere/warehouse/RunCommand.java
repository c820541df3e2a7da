package com.shopsphere.warehouse;

import com.shopsphere.warehouse.config.JobConfig;
import com.shopsphere.warehouse.failure.ConfigurationException;
import com.shopsphere.warehouse.load.RunId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code run} was asked for.
 *
 * @param runId name of the run; empty: a new one
 * @param resumed a run to go on with; empty: none
 * @param only the one step to do; empty: all of them
 */
record RunCommand(
    JobConfig config, Optional<RunId> runId, Optional<RunId> resumed, Optional<RunStep> only) {

  RunCommand {
    Optional<String> path = config.staging().path();
    if (resumed.isPresent() && (runId.isPresent() || only.isPresent())) {
      throw refused("Invalid --resume: expected neither --run-id nor --only beside it");
    }
    if (path.isEmpty() && (resumed.isPresent() || only.isPresent())) {
      throw refused(
          "Missing staging.path: expected the directory where runs keep what they read, as %s needs it"
              .formatted(resumed.isPresent() ? "--resume" : "--only"));
    }
    if (only.isPresent() && runId.isEmpty()) {
      throw refused("Missing --run-id: expected the run of which --only does a step");
    }
  }

  private static ConfigurationException refused(String problem) {
    return new ConfigurationException(List.of(problem + "."));
  }

  void execute() {
    RunId run =
        resumed.or(() -> runId).orElseGet(() -> RunId.next(Instant.now(), new SecureRandom()));
    if (config.staging().path().isEmpty()) {
      new Pipeline(config, run).run();
      return;
    }
    Set<RunStep> steps = only.map(Set::of).orElseGet(() -> EnumSet.allOf(RunStep.class));
    new StagedRun(config, config.staging().path().get(), run, steps).run(before());
  }

  private StagedRun.Before before() {
    if (resumed.isPresent()) {
      return StagedRun.Before.CERTAINLY;
    }
    return runId.isPresent() ? StagedRun.Before.PERHAPS : StagedRun.Before.NOTHING;
  }
}
