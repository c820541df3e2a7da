package com.shopsphere.warehouse.bigquery;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** A table of a dataset, as a listing tells of it. */
public record ListedTable(String name, Map<String, String> labels) {

  public ListedTable {
    requireNonNull(name, "name");
    labels = Map.copyOf(labels);
  }
}
