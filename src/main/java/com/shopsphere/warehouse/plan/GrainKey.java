package com.shopsphere.warehouse.plan;

import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.catalog.Table;
import com.shopsphere.warehouse.catalog.UniqueKey;
import com.shopsphere.warehouse.failure.PlanException;

/** What tells the rows of the grain table apart. */
final class GrainKey {

  private GrainKey() {}

  /**
   * The primary key, or else the first unique key without a nullable column.
   *
   * @throws PlanException if there is none
   */
  static UniqueKey of(Table grain) {
    return grain.uniqueKeys().stream()
        .filter(key -> key.columns().stream().map(grain::column).noneMatch(Column::nullable))
        .findFirst()
        .orElseThrow(
            () ->
                new PlanException(
                    "Cannot merge at the grain of table '%s' (merge.grain): it has neither a primary key nor a unique key without NULL, so its rows have no identity."
                        .formatted(grain.name())));
  }
}
