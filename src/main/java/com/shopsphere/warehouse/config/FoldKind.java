package com.shopsphere.warehouse.config;

import java.util.Locale;

/** How a one-to-many table is brought to the grain. */
public enum FoldKind {
  /** An ARRAY of STRUCT beside the parent. */
  NEST,
  LEAVE_OUT;

  /** The name used in settings: {@code leave-out}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
