package com.shopsphere.warehouse.testing;

import com.shopsphere.warehouse.plan.AggregateColumn;
import com.shopsphere.warehouse.plan.Allocation;
import com.shopsphere.warehouse.plan.Edge;
import com.shopsphere.warehouse.plan.Fold;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.plan.PlannedColumn;
import java.util.List;
import java.util.stream.Stream;

/** The columns that a merge tree promises, as the unified table must have them. */
public final class Outputs {

  private final List<Allocation> allocations;

  private Outputs(List<Allocation> allocations) {
    this.allocations = allocations;
  }

  /** Names in their order; a nested table as {@code name[field, field]}. */
  public static List<String> of(MergeTree tree) {
    return new Outputs(tree.allocations()).of(tree.root()).toList();
  }

  private Stream<String> of(Node node) {
    return Stream.concat(
        node.columns().stream().flatMap(column -> of(node, column)),
        node.edges().stream().flatMap(this::of));
  }

  /** The share of an amount stands behind it. */
  private Stream<String> of(Node node, PlannedColumn planned) {
    return Stream.concat(
        planned.output().stream(),
        allocations.stream()
            .filter(allocation -> allocation.isOf(node, planned.column()))
            .map(Allocation::output));
  }

  private Stream<String> of(Edge edge) {
    if (edge.fold() instanceof Fold.Nest nest) {
      return Stream.of(
          "%s[%s]".formatted(nest.column(), String.join(", ", of(edge.child()).toList())));
    }
    if (edge.fold() instanceof Fold.Pick pick) {
      return Stream.concat(Stream.of(pick.countColumn()), of(edge.child()));
    }
    if (edge.fold() instanceof Fold.Aggregate aggregate) {
      return aggregate.columns().stream().map(AggregateColumn::output);
    }
    return of(edge.child());
  }
}
