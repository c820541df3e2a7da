package com.shopsphere.warehouse.plan;

import static java.util.Objects.requireNonNull;

/**
 * Two columns whose equality joins a child to its parent.
 *
 * @param parent column of the parent's table
 * @param child column of the child's table
 */
public record KeyPair(String parent, String child, KeyComparison comparison) {

  public KeyPair {
    requireNonNull(parent, "parent");
    requireNonNull(child, "child");
    requireNonNull(comparison, "comparison");
  }
}
