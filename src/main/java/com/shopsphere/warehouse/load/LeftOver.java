package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

/**
 * Something that a run made and did not remove, as it was killed or is still under way.
 *
 * @param location as a user would look it up
 * @param removal removes it; what is gone already is no failure
 */
public record LeftOver(RunId run, String location, Runnable removal) {

  public LeftOver {
    requireNonNull(run, "run");
    requireNonNull(location, "location");
    requireNonNull(removal, "removal");
  }
}
