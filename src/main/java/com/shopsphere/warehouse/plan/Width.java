package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.config.MergeLimits;
import com.shopsphere.warehouse.failure.PlanException;
import java.util.Optional;

/** The number of columns of the unified table, kept within its bound while the tree grows. */
final class Width {

  private final LeftOutColumns leftOut;
  private final int most;
  private int columns;

  Width(LeftOutColumns leftOut, MergeLimits limits) {
    this.leftOut = leftOut;
    this.most = limits.columns();
  }

  /**
   * Counts the columns of the grain table.
   *
   * @throws PlanException if they alone are too many
   */
  void begin(Draft root) {
    columns = leftOut.remaining(root.role(), root.table());
    if (columns > most) {
      throw new PlanException(
          "Cannot merge at the grain of table '%s' (merge.grain): it has %d columns, more than merge.max-columns = %d."
              .formatted(root.table().name(), columns, most));
    }
  }

  /**
   * Counts the columns that a table brings, if there is room for them.
   *
   * @return why there is none; else empty
   */
  Optional<String> add(String role, Draft.Arrival arrival) {
    int added = leftOut.added(role, arrival.relation(), arrival.fold());
    if (columns + added > most) {
      return Optional.of(
          "its %d columns would be more than merge.max-columns = %d".formatted(added, most));
    }
    columns += added;
    return Optional.empty();
  }
}
