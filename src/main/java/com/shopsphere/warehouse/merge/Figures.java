package com.shopsphere.warehouse.merge;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What must be the same of the grain table and of the unified table.
 *
 * @param rows in all
 * @param nullKeys rows where a part of the grain key is NULL
 * @param sums of columns, by the name of the unified column; 0 if there is no value
 */
public record Figures(long rows, long nullKeys, SortedMap<String, BigDecimal> sums) {

  public Figures {
    sums = Collections.unmodifiableSortedMap(new TreeMap<>(sums));
  }
}
