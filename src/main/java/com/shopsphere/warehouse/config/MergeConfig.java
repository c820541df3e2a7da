package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What the unified table is made of. Its maps are ascending by key.
 *
 * @param grain table whose rows are the rows of the unified table
 * @param folds how tables are brought in, by role or table
 * @param roles names of tables' parts in the merge, by the inferred ones; letters, digits and
 *     underscores
 * @param leaveOut columns that do not appear, by role or table
 * @param selfReferences how often a reference of a table to itself is followed, by table; 0 to 16
 * @param relations relations beside the declared foreign keys
 * @param order merges that replace inference; none if empty
 * @param allocations amounts spread over the rows
 * @param broadcastLimit bytes, not negative; 0 broadcasts nothing
 */
public record MergeConfig(
    String grain,
    Map<String, FoldConfig> folds,
    Map<String, String> roles,
    Map<String, List<String>> leaveOut,
    Map<String, Integer> selfReferences,
    List<RelationConfig> relations,
    List<MergeStep> order,
    List<AllocationConfig> allocations,
    Naming naming,
    MergeLimits limits,
    long broadcastLimit) {

  public MergeConfig {
    requireNonNull(grain, "grain");
    requireNonNull(naming, "naming");
    requireNonNull(limits, "limits");
    folds = copy(folds, UnaryOperator.identity());
    roles = copy(roles, UnaryOperator.identity());
    leaveOut = copy(leaveOut, List::copyOf);
    selfReferences = copy(selfReferences, UnaryOperator.identity());
    relations = List.copyOf(relations);
    order = List.copyOf(order);
    allocations = List.copyOf(allocations);
    roles.values().forEach(role -> NameForm.NAME.require("role", role));
    selfReferences.forEach(MergeConfig::requireFollowable);
    if (broadcastLimit < 0) {
      throw new IllegalArgumentException(
          "Invalid broadcast limit %d: expected 0 or more bytes".formatted(broadcastLimit));
    }
  }

  private static <V> Map<String, V> copy(Map<String, V> entries, UnaryOperator<V> copier) {
    Map<String, V> copy = new TreeMap<>(entries);
    copy.replaceAll((key, value) -> copier.apply(value));
    return Collections.unmodifiableMap(copy);
  }

  private static void requireFollowable(String table, int times) {
    if (times < 0 || times > MergeLimits.DEEPEST) {
      throw new IllegalArgumentException(
          "Invalid self-reference of %s, followed %d times: expected 0 to %d"
              .formatted(table, times, MergeLimits.DEEPEST));
    }
  }
}
