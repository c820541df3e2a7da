package com.shopsphere.warehouse;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.failure.ConfigurationException;
import com.shopsphere.warehouse.load.LeftOver;
import com.shopsphere.warehouse.load.LeftOvers;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** What runs have left behind at a target, for people to look at and to remove. */
final class Cleaning {

  private final TargetConfig target;

  Cleaning(TargetConfig target) {
    this.target = requireNonNull(target, "target");
  }

  /**
   * Lists all left-overs, and removes the chosen ones.
   *
   * @param runs ids of runs
   * @throws ConfigurationException if one of the runs has left nothing
   */
  void clean(List<String> runs, boolean all, PrintWriter out) {
    List<LeftOver> found = LeftOvers.of(target);
    List<String> unknown = new ArrayList<>(runs);
    found.forEach(one -> unknown.remove(one.run().value()));
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          List.of("Invalid --run %s: this run has left nothing.".formatted(unknown.get(0))));
    }
    if (found.isEmpty()) {
      out.println("No run has left anything.");
    }
    boolean kept = false;
    for (LeftOver one : found) {
      boolean chosen = all || runs.contains(one.run().value());
      if (chosen) {
        one.removal().run();
      }
      kept |= !chosen;
      out.printf("%-8s %s  %s%n", chosen ? "removed" : "found", one.run(), one.location());
    }
    if (kept) {
      out.println("Remove what a run has left with --run ID, everything with --all.");
    }
  }
}
