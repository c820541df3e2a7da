package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

/**
 * An amount of a table above the grain that is spread over the rows of the unified table.
 *
 * @param role of the table that has the amount
 * @param amount its column
 * @param by columns of the grain table whose product is the weight of a row
 */
public record AllocationConfig(String role, String amount, Product by) {

  public AllocationConfig {
    requireNonNull(role, "role");
    requireNonNull(amount, "amount");
    requireNonNull(by, "by");
  }
}
