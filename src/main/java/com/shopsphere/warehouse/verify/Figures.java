package com.shopsphere.warehouse.verify;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is compared between the source and a staged table.
 *
 * @param rows in all
 * @param distinctKeys different values of the grain key among rows where no part of it is NULL
 * @param nullKeys rows where a part of the grain key is NULL
 * @param sums of the exact numeric columns of the grain table, by the name of the unified column; 0
 *     if there is no value
 */
public record Figures(
    long rows, long distinctKeys, long nullKeys, SortedMap<String, BigDecimal> sums) {

  public Figures {
    sums = Collections.unmodifiableSortedMap(new TreeMap<>(sums));
  }
}
