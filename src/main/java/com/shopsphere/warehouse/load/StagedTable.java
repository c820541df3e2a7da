package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

/**
 * A complete table that no reader sees yet.
 *
 * @param name under which it will be published
 * @param path of Parquet, as Spark reads it
 */
public record StagedTable(String name, String path) {

  public StagedTable {
    requireNonNull(name, "name");
    requireNonNull(path, "path");
  }
}
