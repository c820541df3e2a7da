package com.shopsphere.warehouse.plan;

/** Which side of an edge holds the foreign key, if the database declares one. */
public enum Reference {
  /** The parent's rows name their child's: a value that no child has is an orphan. */
  PARENT_TO_CHILD,
  /** The child's rows name their parent's. */
  CHILD_TO_PARENT,
  /** The relation is configured. */
  NONE
}
