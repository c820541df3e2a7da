package com.shopsphere.warehouse.merge;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was counted while the tables were read and merged.
 *
 * @param read figures of the grain table as it was read
 * @param kept figures of the rows that the merge kept: all, unless it drops those without a child
 * @param allocated the amounts that were spread over rows, each counted once, by the name of the
 *     shares
 * @param edges one for each edge of the tree
 */
public record MergeFigures(
    Figures read, Figures kept, SortedMap<String, BigDecimal> allocated, List<EdgeFigures> edges) {

  public MergeFigures {
    requireNonNull(read, "read");
    requireNonNull(kept, "kept");
    allocated = Collections.unmodifiableSortedMap(new TreeMap<>(allocated));
    edges = List.copyOf(edges);
  }
}
