package com.shopsphere.warehouse.merge;

import com.shopsphere.warehouse.plan.Allocation;
import com.shopsphere.warehouse.plan.Cardinality;
import com.shopsphere.warehouse.plan.Edge;
import com.shopsphere.warehouse.plan.MergeTree;
import com.shopsphere.warehouse.plan.Node;
import java.util.Optional;

/**
 * The edge whose keys tell which rows repeat one amount: the last many-to-one edge on the way to
 * the amount's table, since one-to-one edges behind it add no row to an amount.
 *
 * @param parent where the edge begins
 */
record AmountPath(Node parent, Edge edge) {

  static AmountPath of(MergeTree tree, Allocation allocation) {
    return find(tree.root(), allocation.role())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Invalid allocation: no table has the role " + allocation.role()));
  }

  private static Optional<AmountPath> find(Node parent, String role) {
    for (Edge edge : parent.edges()) {
      AmountPath here = new AmountPath(parent, edge);
      if (edge.child().role().equals(role)) {
        return Optional.of(here);
      }
      Optional<AmountPath> below = find(edge.child(), role);
      if (below.isPresent()) {
        boolean oneToOne = below.get().edge().cardinality() == Cardinality.ONE_TO_ONE;
        return oneToOne ? Optional.of(here) : below;
      }
    }
    return Optional.empty();
  }
}
