package com.shopsphere.warehouse.demo;

import java.util.List;

/** The table of regions. */
final class Regions {
  private Regions() {}

  static TableRows table() {
    return new TableRows(
        "region",
        List.of("regionID", "region_name", "currency"),
        Region.ALL.size(),
        (index, rows) -> write(Region.ALL.get((int) index), rows));
  }

  private static void write(Region region, RowBuffer rows) {
    rows.number(region.id()).text(region.displayName()).text(region.currency()).endRow();
  }
}
