package com.shopsphere.warehouse.intermediate;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.extract.ReadFigures;

/**
 * A table of the source as it was read.
 *
 * @param sql that was sent, without a key range
 * @param bytes estimated size of the rows in memory
 * @param figures of the read
 * @param table its rows
 */
public record StoredRead(String sql, long bytes, ReadFigures figures, StoredTable table) {

  public StoredRead {
    requireNonNull(sql, "sql");
    requireNonNull(figures, "figures");
    requireNonNull(table, "table");
  }
}
