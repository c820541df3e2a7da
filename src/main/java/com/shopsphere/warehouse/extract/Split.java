package com.shopsphere.warehouse.extract;

import static java.util.Objects.requireNonNull;

import org.apache.spark.sql.connector.read.InputPartition;

/**
 * What one task reads.
 *
 * @param predicate of its rows
 * @param sql the query for them
 */
record Split(String predicate, String sql) implements InputPartition {

  Split {
    requireNonNull(predicate, "predicate");
    requireNonNull(sql, "sql");
  }
}
