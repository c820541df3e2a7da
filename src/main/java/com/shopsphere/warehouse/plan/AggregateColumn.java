package com.shopsphere.warehouse.plan;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.config.AggregateExpression;

/**
 * A figure over the children of a row.
 *
 * @param output its name in the unified table
 * @param expression over columns of the child's table
 */
public record AggregateColumn(String output, AggregateExpression expression) {

  public AggregateColumn {
    requireNonNull(output, "output");
    requireNonNull(expression, "expression");
  }
}
