package com.shopsphere.warehouse.bench;

import com.shopsphere.warehouse.catalog.Table;
import java.util.List;
import java.util.Map;

/**
 * What is to be read.
 *
 * @param tables all their columns and rows
 * @param splits conditions that cut a table, by its name; a reader that finds its own ignores them
 * @param summing whether to add up a quantity too, for which a reader may need longer
 */
record Reading(List<Table> tables, Map<String, List<String>> splits, boolean summing) {

  /** The column that is added up, and its table. */
  static final String SUMMED = "quantity";

  static final String SUMMED_TABLE = "order_item";

  /** Tasks, threads and connections that read at the same time. */
  static final int WIDTH = 2;

  Reading {
    tables = List.copyOf(tables);
    splits = Map.copyOf(splits);
  }

  boolean sums(Table table) {
    return summing && table.name().equals(SUMMED_TABLE);
  }

  List<String> splitsOf(Table table) {
    return splits.getOrDefault(table.name(), List.of("TRUE"));
  }
}
