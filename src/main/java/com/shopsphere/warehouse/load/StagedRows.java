package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.bigquery.TableField;
import com.shopsphere.warehouse.bigquery.TableState;
import java.util.List;
import java.util.Optional;

/**
 * Rows in a staging table that are known to be those of the run.
 *
 * @param fields columns
 * @param count of rows
 * @param partitions that they fall into, if the table has any
 * @param before the published table when the run began, if there was one
 */
record StagedRows(
    StagingName name,
    List<String> key,
    Optional<String> description,
    List<TableField> fields,
    long count,
    Optional<HeldPartitions> partitions,
    Optional<TableState> before) {

  StagedRows {
    requireNonNull(name, "name");
    key = List.copyOf(key);
    requireNonNull(description, "description");
    fields = List.copyOf(fields);
    requireNonNull(partitions, "partitions");
    requireNonNull(before, "before");
  }

  /** The number of rows that were there before. */
  long countBefore() {
    return before.map(TableState::rows).orElse(0L);
  }
}
