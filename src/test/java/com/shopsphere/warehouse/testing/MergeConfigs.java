package com.shopsphere.warehouse.testing;

import com.shopsphere.warehouse.config.AggregateExpression;
import com.shopsphere.warehouse.config.AllocationConfig;
import com.shopsphere.warehouse.config.CardinalityClaim;
import com.shopsphere.warehouse.config.FoldConfig;
import com.shopsphere.warehouse.config.MergeConfig;
import com.shopsphere.warehouse.config.MergeLimits;
import com.shopsphere.warehouse.config.MergeStep;
import com.shopsphere.warehouse.config.Naming;
import com.shopsphere.warehouse.config.Product;
import com.shopsphere.warehouse.config.RelationConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings below {@code merge}, written by hand: those of reference.conf but for what is told.
 */
public final class MergeConfigs {

  private final String grain;
  private final Map<String, FoldConfig> folds = new LinkedHashMap<>();
  private final Map<String, String> roles = new LinkedHashMap<>();
  private final Map<String, List<String>> leaveOut = new LinkedHashMap<>();
  private final Map<String, Integer> selfReferences = new LinkedHashMap<>();
  private final List<RelationConfig> relations = new ArrayList<>();
  private final List<MergeStep> order = new ArrayList<>();
  private final List<AllocationConfig> allocations = new ArrayList<>();
  private Naming naming = Naming.SNAKE_CASE;
  private MergeLimits limits = new MergeLimits(4, 1000, 10_000);
  private long broadcastLimit;

  private MergeConfigs(String grain) {
    this.grain = grain;
  }

  public static MergeConfigs grain(String table) {
    return new MergeConfigs(table);
  }

  public MergeConfigs nest(String... names) {
    for (String name : names) {
      fold(name, new FoldConfig.Nest());
    }
    return this;
  }

  public MergeConfigs fold(String name, FoldConfig fold) {
    folds.put(name, fold);
    return this;
  }

  /** Aggregates to columns written as {@code name = expression}. */
  public MergeConfigs aggregate(String name, String... columns) {
    Map<String, AggregateExpression> expressions = new LinkedHashMap<>();
    for (String column : columns) {
      String[] parts = column.split(" = ", 2);
      expressions.put(parts[0], AggregateExpression.parse(parts[1]));
    }
    return fold(name, new FoldConfig.Aggregate(expressions));
  }

  public MergeConfigs pickFirst(String name, String... by) {
    return fold(name, new FoldConfig.Pick(FoldConfig.End.FIRST, List.of(by)));
  }

  public MergeConfigs pickLast(String name, String... by) {
    return fold(name, new FoldConfig.Pick(FoldConfig.End.LAST, List.of(by)));
  }

  public MergeConfigs role(String inferred, String name) {
    roles.put(inferred, name);
    return this;
  }

  public MergeConfigs leaveOut(String name, String... columns) {
    leaveOut.put(name, List.of(columns));
    return this;
  }

  public MergeConfigs selfReferences(String table, int times) {
    selfReferences.put(table, times);
    return this;
  }

  public MergeConfigs relation(RelationConfig relation) {
    relations.add(relation);
    return this;
  }

  public MergeConfigs step(MergeStep step) {
    order.add(step);
    return this;
  }

  /** A merge that keeps all rows of its left table. */
  public MergeConfigs left(RelationConfig relation) {
    return step(new MergeStep(relation, MergeStep.How.LEFT, Optional.empty()));
  }

  /** A merge that keeps those rows of its left table that meet one of the right. */
  public MergeConfigs inner(RelationConfig relation) {
    return step(new MergeStep(relation, MergeStep.How.INNER, Optional.empty()));
  }

  /** A merge that keeps all rows, with a suffix for names that are taken. */
  public MergeConfigs left(RelationConfig relation, String suffix) {
    return step(new MergeStep(relation, MergeStep.How.LEFT, Optional.of(suffix)));
  }

  /** Allocates {@code role.column} by a product of columns. */
  public MergeConfigs allocate(String amount, String by) {
    String[] parts = amount.split("\\.", 2);
    allocations.add(new AllocationConfig(parts[0], parts[1], Product.parse(by)));
    return this;
  }

  public MergeConfigs naming(Naming chosen) {
    naming = chosen;
    return this;
  }

  public MergeConfigs limits(int depth, int columns, int elements) {
    limits = new MergeLimits(depth, columns, elements);
    return this;
  }

  /** Broadcasts children of up to so many bytes; 0 unless told. */
  public MergeConfigs broadcastLimit(long bytes) {
    broadcastLimit = bytes;
    return this;
  }

  public MergeConfig build() {
    return new MergeConfig(
        grain,
        folds,
        roles,
        leaveOut,
        selfReferences,
        relations,
        order,
        allocations,
        naming,
        limits,
        broadcastLimit);
  }

  /** A relation over one column each; cardinality, fold and role are not told. */
  public static RelationConfig relation(
      String from, String fromColumn, String to, String toColumn) {
    return relation(from, List.of(fromColumn), to, List.of(toColumn));
  }

  /** A relation whose cardinality, fold and role are not told. */
  public static RelationConfig relation(
      String from, List<String> fromColumns, String to, List<String> toColumns) {
    return new RelationConfig(
        from, fromColumns, to, toColumns, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same relation with a claimed cardinality. */
  public static RelationConfig claiming(RelationConfig relation, CardinalityClaim claim) {
    return new RelationConfig(
        relation.from(),
        relation.fromColumns(),
        relation.to(),
        relation.toColumns(),
        Optional.of(claim),
        relation.fold(),
        relation.role());
  }

  /** The same relation with a fold. */
  public static RelationConfig folding(RelationConfig relation, FoldConfig fold) {
    return new RelationConfig(
        relation.from(),
        relation.fromColumns(),
        relation.to(),
        relation.toColumns(),
        relation.cardinality(),
        Optional.of(fold),
        relation.role());
  }

  /** The same relation with a role. */
  public static RelationConfig called(RelationConfig relation, String role) {
    return new RelationConfig(
        relation.from(),
        relation.fromColumns(),
        relation.to(),
        relation.toColumns(),
        relation.cardinality(),
        relation.fold(),
        Optional.of(role));
  }
}
