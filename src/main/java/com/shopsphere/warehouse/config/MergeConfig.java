package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * What the unified table is made of.
 *
 * @param grain table whose rows are the rows of the unified table
 * @param folds fold of each one-to-many table that is named
 * @param relations relations beside the declared foreign keys
 * @param maxDepth edges followed from the grain table, 1 to 16
 * @param broadcastLimit bytes, not negative; 0 broadcasts nothing
 */
public record MergeConfig(
    String grain,
    Map<String, FoldKind> folds,
    List<RelationConfig> relations,
    int maxDepth,
    long broadcastLimit) {

  public MergeConfig {
    requireNonNull(grain, "grain");
    folds = Map.copyOf(folds);
    relations = List.copyOf(relations);
    if (maxDepth < 1 || maxDepth > 16) {
      throw new IllegalArgumentException(
          "Invalid maximal depth %d: expected 1 to 16".formatted(maxDepth));
    }
    if (broadcastLimit < 0) {
      throw new IllegalArgumentException(
          "Invalid broadcast limit %d: expected 0 or more bytes".formatted(broadcastLimit));
    }
  }
}
