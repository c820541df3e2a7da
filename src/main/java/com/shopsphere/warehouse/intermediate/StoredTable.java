package com.shopsphere.warehouse.intermediate;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A complete table in Parquet. Its columns are called by their position, since those of a DataFrame
 * may have names that Parquet forbids.
 *
 * @param path directory of the files
 * @param columns names in the DataFrame, in order
 * @param schema of the files, as Spark writes it in JSON
 * @param files with their lengths, all that belong to the table
 */
public record StoredTable(
    String path, List<String> columns, String schema, List<StoredFile> files) {

  /**
   * One file of it.
   *
   * @param bytes its length
   */
  public record StoredFile(String name, long bytes) {

    public StoredFile {
      requireNonNull(name, "name");
    }
  }

  public StoredTable {
    requireNonNull(path, "path");
    columns = List.copyOf(columns);
    requireNonNull(schema, "schema");
    files = List.copyOf(files);
  }
}
