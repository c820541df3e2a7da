package com.shopsphere.warehouse.plan;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.catalog.Column;
import com.shopsphere.warehouse.config.Product;

/**
 * An amount of a table above the grain, spread over the rows of the unified table to the last unit
 * of its scale.
 *
 * @param role of the table that has the amount
 * @param amount its column
 * @param by columns of the grain table whose product is the weight of a row
 * @param output name of a row's share; the amount itself stays beside it under a name of its own
 */
public record Allocation(String role, String amount, Product by, String output) {

  public Allocation {
    requireNonNull(role, "role");
    requireNonNull(amount, "amount");
    requireNonNull(by, "by");
    requireNonNull(output, "output");
  }

  /** Whether a column of a node is the amount. */
  public boolean isOf(Node node, Column column) {
    return role.equals(node.role()) && amount.equals(column.name());
  }
}
