package com.shopsphere.warehouse.testing;

import com.shopsphere.warehouse.plan.Fold;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import com.shopsphere.warehouse.plan.PlannedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The columns that a merge tree promises, as the unified table must have them. */
public final class Outputs {

  private Outputs() {}

  /** Names in their order; a nested table as {@code name[field, field]}. */
  public static List<String> of(MergeTree tree) {
    List<String> names = new ArrayList<>();
    gather(tree.root(), names);
    return names;
  }

  private static void gather(Node node, List<String> names) {
    names.addAll(own(node));
    node.edges()
        .forEach(
            edge -> {
              if (edge.fold() instanceof Fold.Nest nest) {
                names.add(
                    own(edge.child()).stream()
                        .collect(Collectors.joining(", ", nest.column() + "[", "]")));
              } else {
                gather(edge.child(), names);
              }
            });
  }

  private static List<String> own(Node node) {
    return node.columns().stream().map(PlannedColumn::output).flatMap(o -> o.stream()).toList();
  }
}
