package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

/**
 * A complete table that no reader sees yet.
 *
 * @param path of Parquet, as Spark reads it
 */
public record StagedTable(String path) {

  public StagedTable {
    requireNonNull(path, "path");
  }
}
